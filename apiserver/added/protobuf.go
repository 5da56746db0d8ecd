package protobuf

import (
	"errors"
	"io"

	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

var errNone = errors.New("there is no protobuf here")

// Serializer refuses.
type Serializer struct{}

// SerializerOptions are looked at by nobody.
type SerializerOptions struct{ StreamingCollectionsEncoding bool }

// NewSerializer is one that refuses.
func NewSerializer(runtime.ObjectCreater, runtime.ObjectTyper) *Serializer { return &Serializer{} }

// NewSerializerWithOptions is one that refuses.
func NewSerializerWithOptions(runtime.ObjectCreater, runtime.ObjectTyper, SerializerOptions) *Serializer {
	return &Serializer{}
}

// NewRawSerializer is one that refuses.
func NewRawSerializer(runtime.ObjectCreater, runtime.ObjectTyper) *Serializer { return &Serializer{} }

// Decode refuses.
func (*Serializer) Decode([]byte, *schema.GroupVersionKind, runtime.Object) (runtime.Object, *schema.GroupVersionKind, error) {
	return nil, nil, errNone
}

// Encode refuses.
func (*Serializer) Encode(runtime.Object, io.Writer) error { return errNone }

// Identifier names it.
func (*Serializer) Identifier() runtime.Identifier { return "protobuf" }

// LengthDelimitedFramer frames nothing.
var LengthDelimitedFramer runtime.Framer
