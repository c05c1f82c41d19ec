{{- /* How a process reaches Kafka, and with whose credentials. */ -}}

{{- /* none, tls, plain, scram-sha-256 or scram-sha-512 as Kafka's security.protocol. */ -}}
{{- define "copydesk.protocol" -}}
{{- $kafka := .Values.kafka -}}
{{- $encrypted := or $kafka.tls.enabled (eq $kafka.authentication.type "tls") -}}
{{- if has $kafka.authentication.type (list "none" "tls") -}}
{{- ternary "SSL" "PLAINTEXT" $encrypted -}}
{{- else -}}
{{- ternary "SASL_SSL" "SASL_PLAINTEXT" $encrypted -}}
{{- end -}}
{{- end -}}

{{- define "copydesk.usersByStrimzi" -}}
{{- if and .Values.strimzi.enabled (has .Values.kafka.authentication.type (list "tls" "scram-sha-512")) -}}true{{- end -}}
{{- end -}}

{{- /* The secret with the credentials of `process`, in `root`. */ -}}
{{- define "copydesk.kafkaSecret" -}}
{{- $own := dig "kafkaSecret" "" (index .root.Values .process | default dict) -}}
{{- if $own -}}{{ $own }}
{{- else if include "copydesk.usersByStrimzi" .root -}}{{ include "copydesk.fullname" .root }}-{{ .process }}
{{- else -}}{{ required "kafka.authentication.secret: which secret has the credentials?" .root.Values.kafka.authentication.secret }}
{{- end -}}
{{- end -}}

{{- define "copydesk.caSecret" -}}
{{- if .Values.kafka.tls.caSecret -}}{{ .Values.kafka.tls.caSecret }}
{{- else if and .Values.strimzi.enabled (contains "SSL" (include "copydesk.protocol" .)) -}}{{ .Values.strimzi.cluster }}-cluster-ca-cert
{{- end -}}
{{- end -}}

{{- define "copydesk.kafkaEnv" -}}
{{- $root := .root -}}
{{- $kafka := $root.Values.kafka -}}
{{- $kind := $kafka.authentication.type -}}
- name: COPYDESK_BROKERS
  value: {{ required "kafka.brokers: where is Kafka? host:port,host:port" $kafka.brokers | quote }}
- name: COPYDESK_SECURITY_PROTOCOL
  value: {{ include "copydesk.protocol" $root }}
{{- with $kafka.topicPrefix }}
- name: COPYDESK_TOPIC_PREFIX
  value: {{ . | quote }}
{{- end }}
{{- with $root.Values.topics.partitions }}
{{- $widths := list }}
{{- range $topic, $width := . }}
{{- $widths = append $widths (printf "%s=%d" $topic (int $width)) }}
{{- end }}
- name: COPYDESK_TOPIC_PARTITIONS
  value: {{ join "," $widths | quote }}
{{- end }}
{{- if include "copydesk.caSecret" $root }}
- name: COPYDESK_SSL_CA_FILE
  value: /etc/copydesk/kafka-ca/{{ $kafka.tls.caKey }}
{{- end }}
{{- if eq $kind "tls" }}
- name: COPYDESK_SSL_CERT_FILE
  value: /etc/copydesk/kafka-user/{{ $kafka.authentication.certKey }}
- name: COPYDESK_SSL_KEY_FILE
  value: /etc/copydesk/kafka-user/{{ $kafka.authentication.keyKey }}
{{- else if ne $kind "none" }}
{{- $secret := include "copydesk.kafkaSecret" . }}
- name: COPYDESK_SASL_MECHANISM
  value: {{ upper $kind }}
- name: COPYDESK_SASL_USERNAME
{{- if include "copydesk.usersByStrimzi" $root }}
  # Strimzi's secret has no name in it: it is that of the KafkaUser.
  value: {{ include "copydesk.fullname" $root }}-{{ .process }}
{{- else }}
  valueFrom: {secretKeyRef: {name: {{ $secret }}, key: {{ $kafka.authentication.usernameKey }}}}
{{- end }}
# A file: an environment is shown by `kubectl describe` and handed on to children, and a file follows its secret.
- name: COPYDESK_SASL_PASSWORD_FILE
  value: /etc/copydesk/kafka-user/{{ $kafka.authentication.passwordKey }}
{{- end }}
{{- end -}}

{{- define "copydesk.kafkaMounts" -}}
{{- if include "copydesk.caSecret" .root }}
- {name: kafka-ca, mountPath: /etc/copydesk/kafka-ca, readOnly: true}
{{- end }}
{{- if ne .root.Values.kafka.authentication.type "none" }}
- {name: kafka-user, mountPath: /etc/copydesk/kafka-user, readOnly: true}
{{- end }}
{{- end -}}

{{- define "copydesk.kafkaVolumes" -}}
{{- with include "copydesk.caSecret" .root }}
- name: kafka-ca
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- $authentication := .root.Values.kafka.authentication }}
{{- if ne $authentication.type "none" }}
- name: kafka-user
  secret:
    secretName: {{ include "copydesk.kafkaSecret" . }}
    defaultMode: 0440
    {{- if ne $authentication.type "tls" }}
    items: [{key: {{ $authentication.passwordKey }}, path: {{ $authentication.passwordKey }}}]
    {{- end }}
{{- end }}
{{- end -}}

{{- /* What `rights` of the topology allow, as a KafkaUser's rules: names with `prefix`. */ -}}
{{- define "copydesk.acls" -}}
{{- $prefix := .prefix -}}
{{- range .rights }}
- resource: {type: {{ .resource.type }}, name: {{ print $prefix .resource.name | quote }}, patternType: {{ .resource.patternType }}}
  operations: [{{ join ", " .operations }}]
{{- end }}
{{- end -}}
