#!/bin/bash
# Health check of Kafka's container: asks the broker, over the Kafka protocol, who is in the cluster.
#
# An open port proves little: the socket listens before the log is recovered. The tools in /opt/kafka/bin ask properly, but
# start a Java machine each time, which takes a second of CPU and 100 MB. So this sends the 18 bytes of a Metadata request
# (version 1, no topics) itself, and wants an answer that names at least one broker: only an unfenced one is named.
set -eu
port=${1:?port of a listener}

exec 3<>"/dev/tcp/127.0.0.1/$port"
#       size            key     version correlation     client  topics: none
printf '\x00\x00\x00\x0e\x00\x03\x00\x01\x00\x00\x00\x07\xff\xff\x00\x00\x00\x00' >&3
#  answer: size (4), correlation (4), number of brokers (4), ...
answer=$(timeout 3 head -c 12 <&3 | od -An -v -tx1 | tr -d ' \n')
[[ ${answer:8:8} == 00000007 && ${#answer} == 24 && ${answer:16:8} != 00000000 ]]
