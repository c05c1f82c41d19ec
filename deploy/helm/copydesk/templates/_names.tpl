{{- /* Names and labels. */ -}}

{{- define "copydesk.fullname" -}}
{{- if .Values.fullnameOverride -}}
{{- .Values.fullnameOverride | trunc 40 | trimSuffix "-" -}}
{{- else -}}
{{- $name := default .Chart.Name .Values.nameOverride -}}
{{- ternary .Release.Name (printf "%s-%s" .Release.Name $name) (contains $name .Release.Name) | trunc 40 | trimSuffix "-" -}}
{{- end -}}
{{- end -}}

{{- define "copydesk.selector" -}}
app.kubernetes.io/name: {{ default .Chart.Name .Values.nameOverride }}
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "copydesk.labels" -}}
{{ include "copydesk.selector" . }}
app.kubernetes.io/part-of: copydesk
app.kubernetes.io/version: {{ .Values.image.tag | default .Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .Chart.Name .Chart.Version | replace "+" "_" }}
{{- end -}}

{{- define "copydesk.image" -}}
{{- if .Values.image.digest -}}
{{ .Values.image.repository }}@{{ .Values.image.digest }}
{{- else -}}
{{ .Values.image.repository }}:{{ .Values.image.tag | default .Chart.AppVersion }}
{{- end -}}
{{- end -}}

{{- /* The processes that values ask for, in the order of an article's way: JSON, {"names": [...]}. */ -}}
{{- define "copydesk.processes" -}}
{{- $names := list -}}
{{- range list "intake" "http" "feeds" "cleaner" "dedup" "entities" "quotes" -}}
{{- if ne (toString (index $.Values . "enabled")) "false" -}}
{{- $names = append $names . -}}
{{- end -}}
{{- end -}}
{{- dict "names" $names | toJson -}}
{{- end -}}

{{- define "copydesk.topology" -}}
{{- .Files.Get "files/topology.yaml" -}}
{{- end -}}

{{- /* How many partitions a topic has: `root`, `topic`. */ -}}
{{- define "copydesk.partitions" -}}
{{- $asked := index .root.Values.topics.partitions .topic -}}
{{- if $asked -}}
{{- $asked | int -}}
{{- else -}}
{{- range (include "copydesk.topology" .root | fromYaml).topics -}}
{{- if eq .name $.topic }}{{ .partitions | int }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
