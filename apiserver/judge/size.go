package main

import (
	"bytes"
	"encoding/json"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// What a store takes at most by default, and from where on the annotation of kubectl apply may be too long.
const (
	storeLimit = 1536 << 10
	annotation = 250 << 10
)

// tooLarge is what an object is too large for that is not itself against any rule: kubectl apply, which puts the whole
// of it into an annotation, and the store behind the server, which a dry run does not reach.
func (c *call) tooLarge() {
	if len(c.Object) < annotation || c.answer.Status != "" || c.answer.Custom {
		return
	}
	var object map[string]any
	if json.Unmarshal([]byte(c.Object), &object) != nil {
		return
	}
	metadata, _ := object["metadata"].(map[string]any)
	written, _ := metadata["annotations"].(map[string]any)
	annotations := map[string]string{}
	for key, value := range written {
		annotations[key], _ = value.(string)
	}
	var text bytes.Buffer
	if json.NewEncoder(&text).Encode(object) != nil {
		return
	}
	annotations[corev1.LastAppliedConfigAnnotation] = text.String()
	if err := validation.ValidateAnnotationsSize(annotations); err != nil {
		c.answer.Apply = fieldMistakes(validation.ValidateAnnotations(annotations, field.NewPath("metadata", "annotations")))
	}
	if text.Len() > storeLimit {
		message := "etcdserver: request is too large"
		c.answer.Apply = append(c.answer.Apply, Mistake{Type: "RequestEntityTooLarge", Detail: message, Message: message})
	}
}
