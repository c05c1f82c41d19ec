{{- /* What all pods of the chart have in common. */ -}}

{{- /* For whom the restricted profile of Pod Security is enough. 10001 is the image's user. */ -}}
{{- define "copydesk.podSecurity" -}}
automountServiceAccountToken: false
# A service named copydesk-http would make a variable COPYDESK_HTTP_PORT, which is a setting.
enableServiceLinks: false
securityContext:
  runAsNonRoot: true
  runAsUser: 10001
  runAsGroup: 10001
  fsGroup: 10001
  # Without it the kubelet would look at each file of a large volume at every start.
  fsGroupChangePolicy: OnRootMismatch
  seccompProfile: {type: RuntimeDefault}
{{- end -}}

{{- define "copydesk.containerSecurity" -}}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: {drop: [ALL]}
{{- end -}}

{{- define "copydesk.scheduling" -}}
{{- with .Values.imagePullSecrets }}
imagePullSecrets: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.nodeSelector }}
nodeSelector: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.tolerations }}
tolerations: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.affinity }}
affinity: {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- end -}}

{{- /* Settings of all services and of one, as environment; the service's go first. */ -}}
{{- define "copydesk.settingsEnv" -}}
{{- range $name, $value := merge (dict) (dig "settings" dict (index .root.Values .process | default dict)) .root.Values.settings }}
- name: COPYDESK_{{ upper $name }}
  {{- /* A whole number of values is a float in Go, which would be written as 1e+06. */}}
  value: {{ ternary (printf "%v" (int64 $value)) (toString $value) (and (kindIs "float64" $value) (eq (floor $value) $value)) | quote }}
{{- end }}
{{- end -}}

{{- /* The template of a service's pods: `root`, `process`. */ -}}
{{- define "copydesk.pod" -}}
{{- $root := .root -}}
{{- $process := .process -}}
{{- $values := index $root.Values $process -}}
metadata:
  labels:
    {{- include "copydesk.labels" $root | nindent 4 }}
    app.kubernetes.io/component: {{ $process }}
    {{- with $root.Values.podLabels }}{{ toYaml . | nindent 4 }}{{ end }}
  annotations:
    kubectl.kubernetes.io/default-container: {{ $process }}
    {{- with $root.Values.podAnnotations }}{{ toYaml . | nindent 4 }}{{ end }}
spec:
  serviceAccountName: {{ include "copydesk.fullname" $root }}
  {{- include "copydesk.podSecurity" $root | nindent 2 }}
  {{- include "copydesk.scheduling" $root | nindent 2 }}
  # The kernel ignores signals to a first process that has no handler yet; here the sandbox's own process is the first.
  shareProcessNamespace: true
  # Above the 25 s of COPYDESK_STOP_GRACE_SECONDS and the 5 s before it.
  terminationGracePeriodSeconds: 40
  topologySpreadConstraints:
    - maxSkew: 1
      topologyKey: kubernetes.io/hostname
      whenUnsatisfiable: ScheduleAnyway
      labelSelector:
        matchLabels:
          {{- include "copydesk.selector" $root | nindent 10 }}
          app.kubernetes.io/component: {{ $process }}
  containers:
    - name: {{ $process }}
      image: {{ include "copydesk.image" $root }}
      imagePullPolicy: {{ $root.Values.image.pullPolicy }}
      args: [run, {{ $process }}]
      {{- include "copydesk.containerSecurity" $root | nindent 6 }}
      env:
        {{- include "copydesk.kafkaEnv" . | nindent 8 }}
        {{- include "copydesk.edgeEnv" . | nindent 8 }}
        {{- include "copydesk.settingsEnv" . | nindent 8 }}
        {{- with $values.extraEnv }}{{ toYaml . | nindent 8 }}{{ end }}
      ports:
        - {name: metrics, containerPort: 8080}
        {{- if eq $process "http" }}
        - {name: http, containerPort: 8000}
        {{- else if and (eq $process "feeds") $values.callbackUrl }}
        - {name: callback, containerPort: 8001}
        {{- end }}
      startupProbe:
        httpGet: {path: /livez, port: metrics}
        periodSeconds: 2
        failureThreshold: 60
      livenessProbe:
        httpGet: {path: /livez, port: metrics}
        periodSeconds: 10
        timeoutSeconds: 5
        failureThreshold: 3
      readinessProbe:
        httpGet: {path: /readyz, port: metrics}
        periodSeconds: 5
        timeoutSeconds: 4
        failureThreshold: 2
      {{- if or (eq $process "http") (eq $process "feeds") }}
      lifecycle:
        # Until every node has heard that this pod takes no more, requests still come here.
        preStop: {sleep: {seconds: 5}}
      {{- end }}
      resources: {{- toYaml $values.resources | nindent 8 }}
      volumeMounts:
        - {name: tmp, mountPath: /tmp}
        - {name: data, mountPath: /var/lib/copydesk}
        {{- include "copydesk.kafkaMounts" . | nindent 8 }}
        {{- include "copydesk.edgeMounts" . | nindent 8 }}
        {{- with $values.extraVolumeMounts }}{{ toYaml . | nindent 8 }}{{ end }}
  volumes:
    - name: tmp
      emptyDir: {sizeLimit: 256Mi}
    {{- if not (hasKey $values "persistence") }}
    - name: data
      emptyDir: {sizeLimit: 256Mi}
    {{- else if $values.persistence.existingClaim }}
    - name: data
      persistentVolumeClaim: {claimName: {{ $values.persistence.existingClaim }}}
    {{- end }}
    {{- include "copydesk.kafkaVolumes" . | nindent 4 }}
    {{- include "copydesk.edgeVolumes" . | nindent 4 }}
    {{- with $values.extraVolumes }}{{ toYaml . | nindent 4 }}{{ end }}
{{- end -}}
