package main

import (
	"encoding/json"
	"strings"

	"k8s.io/apimachinery/pkg/runtime/schema"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// noKind is why kubectl does not know where to send an object. It says so before it asks a server.
type noKind []Mistake

func (n noKind) Error() string {
	said := make([]string, len(n))
	for i, one := range n {
		said[i] = one.Detail
	}
	if len(said) == 1 {
		return "error validating data: " + said[0]
	}
	return "error validating data: [" + strings.Join(said, ", ") + "]"
}

func (n *noKind) add(kind field.ErrorType, at, detail string) {
	*n = append(*n, Mistake{Type: string(kind), Field: at, Detail: detail, Message: detail})
}

// kindOf is the kind that an object says it is of.
func kindOf(text string) (schema.GroupVersionKind, error) {
	var fields map[string]any
	var missing noKind
	if err := json.Unmarshal([]byte(text), &fields); fields == nil {
		detail := "invalid object to validate"
		if _, is := err.(*json.SyntaxError); is {
			detail = err.Error()
		}
		missing.add(field.ErrorTypeInvalid, "", detail)
		return schema.GroupVersionKind{}, missing
	}
	said := map[string]string{}
	for _, key := range []string{"apiVersion", "kind"} {
		value, is := fields[key].(string)
		switch {
		case fields[key] == nil || is && value == "":
			missing.add(field.ErrorTypeRequired, key, key+" not set")
		case !is:
			missing.add(field.ErrorTypeTypeInvalid, key, key+" isn't string type")
		}
		said[key] = value
	}
	if _, err := schema.ParseGroupVersion(said["apiVersion"]); err != nil {
		missing.add(field.ErrorTypeInvalid, "apiVersion", err.Error())
	}
	if len(missing) > 0 {
		return schema.GroupVersionKind{}, missing
	}
	return schema.FromAPIVersionAndKind(said["apiVersion"], said["kind"]), nil
}
