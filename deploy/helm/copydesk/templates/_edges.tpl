{{- /* What only the edges have: keys, certificates, the sources file. `root`, `process`. */ -}}

{{- define "copydesk.edgeEnv" -}}
{{- $values := index .root.Values .process -}}
{{- if eq .process "http" }}
- {name: COPYDESK_HTTP_HOST, value: "0.0.0.0"}
- {name: COPYDESK_HTTP_KEYS_FILE, value: /etc/copydesk/keys/keys.json}
{{- if $values.tlsSecret }}
- {name: COPYDESK_HTTP_TLS_CERT_FILE, value: /etc/copydesk/http-tls/tls.crt}
- {name: COPYDESK_HTTP_TLS_KEY_FILE, value: /etc/copydesk/http-tls/tls.key}
{{- end }}
{{- else if eq .process "feeds" }}
{{- if or $values.sources $values.sourcesSecret }}
- {name: COPYDESK_FEEDS_FILE, value: /etc/copydesk/feeds/feeds.yml}
{{- end }}
{{- with $values.callbackUrl }}
- {name: COPYDESK_FEEDS_CALLBACK_HOST, value: "0.0.0.0"}
- {name: COPYDESK_FEEDS_CALLBACK_URL, value: {{ . | quote }}}
{{- end }}
{{- end }}
{{- end -}}

{{- define "copydesk.edgeMounts" -}}
{{- $values := index .root.Values .process -}}
{{- if eq .process "http" }}
- {name: keys, mountPath: /etc/copydesk/keys, readOnly: true}
{{- if $values.tlsSecret }}
- {name: http-tls, mountPath: /etc/copydesk/http-tls, readOnly: true}
{{- end }}
{{- else if and (eq .process "feeds") (or $values.sources $values.sourcesSecret) }}
- {name: sources, mountPath: /etc/copydesk/feeds, readOnly: true}
{{- end }}
{{- end -}}

{{- define "copydesk.edgeVolumes" -}}
{{- $values := index .root.Values .process -}}
{{- if eq .process "http" }}
# As folders, not as single files: a changed secret appears in them without a restart.
- name: keys
  secret: {secretName: {{ required "http.keysSecret: which secret has keys.json? (docs/deploy.md)" $values.keysSecret }}, defaultMode: 0440}
{{- with $values.tlsSecret }}
- name: http-tls
  secret: {secretName: {{ . }}, defaultMode: 0440}
{{- end }}
{{- else if eq .process "feeds" }}
{{- if $values.sourcesSecret }}
- name: sources
  secret: {secretName: {{ $values.sourcesSecret }}, defaultMode: 0440}
{{- else if $values.sources }}
- name: sources
  configMap: {name: {{ include "copydesk.fullname" .root }}-feeds}
{{- end }}
{{- end }}
{{- end -}}
