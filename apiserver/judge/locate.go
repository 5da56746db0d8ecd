package main

import (
	"bytes"
	"encoding/json"
	"reflect"
	"regexp"
	"strings"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/util/validation/field"
	"k8s.io/kubernetes/pkg/api/legacyscheme"
	kjson "sigs.k8s.io/json"
)

// locate finds the value that cannot be decoded: the decoder names it without its place in lists, or not at all. On
// the way down from the object, it is in the first part that is refused in the same words.
func (c *call) locate(err error) (string, any) {
	found, text, t := (*field.Path)(nil), []byte(c.Object), c.decodedType()
	for {
		path, value, of := guilty(found, text, t, placeless(err.Error()))
		if path == nil {
			break
		}
		found, text, t = path, value, of
	}
	if found == nil {
		return "", nil
	}
	return found.String(), plain(json.RawMessage(text))
}

// decodedType is the Go type that the object is read into.
func (c *call) decodedType() reflect.Type {
	if obj, err := legacyscheme.Scheme.New(c.kind); err == nil {
		return reflect.TypeOf(obj).Elem()
	}
	return reflect.TypeFor[metav1.PartialObjectMetadata]()
}

// guilty is the part of a value that is refused like the whole; the path is nil where it is none in particular.
func guilty(at *field.Path, text []byte, t reflect.Type, wanted string) (path *field.Path, part []byte, of reflect.Type) {
	parts(at, text, t, func(where *field.Path, value []byte, is reflect.Type) bool {
		err := kjson.UnmarshalCaseSensitivePreserveInts(value, reflect.New(is).Interface())
		if err != nil && strings.HasSuffix(wanted, placeless(err.Error())) {
			path, part, of = where, value, is
		}
		return path == nil
	})
	return path, part, of
}

// parts visits the fields, items or entries of a value, with the Go types that they are read into.
func parts(at *field.Path, text []byte, t reflect.Type, visit func(*field.Path, []byte, reflect.Type) bool) {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	reader := json.NewDecoder(bytes.NewReader(text))
	opening, _ := reader.Token()
	isObject := opening == json.Delim('{') && (t.Kind() == reflect.Struct || t.Kind() == reflect.Map)
	isList := opening == json.Delim('[') && t.Kind() == reflect.Slice
	if reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) || !isObject && !isList {
		return
	}
	for i := 0; reader.More(); i++ {
		var where *field.Path
		var of reflect.Type
		if isList {
			where, of = at.Index(i), t.Elem()
		} else {
			token, _ := reader.Token()
			key, _ := token.(string)
			if t.Kind() == reflect.Map {
				where, of = at.Key(key), t.Elem()
			} else {
				where, of = at.Child(key), fieldType(t, key)
			}
		}
		var value json.RawMessage
		if reader.Decode(&value) != nil || of != nil && !visit(where, value, of) {
			return
		}
	}
}

// fieldType is nil for a field that the struct does not have.
func fieldType(t reflect.Type, key string) reflect.Type {
	for i := range t.NumField() {
		one := t.Field(i)
		switch name, _, _ := strings.Cut(one.Tag.Get("json"), ","); {
		case name == "" && one.Anonymous:
			if found := fieldType(one.Type, key); found != nil {
				return found
			}
		case name == key:
			return one.Type
		}
	}
	return nil
}

var place = regexp.MustCompile(`Go struct field [^ ]+ of type`)

// placeless is what the decoder says of a value that is not in any struct.
func placeless(message string) string {
	return place.ReplaceAllString(message, "Go value of type")
}
