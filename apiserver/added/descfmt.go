package descfmt

import (
	"fmt"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// FormatList says nothing of a list of descriptors.
func FormatList(s fmt.State, _ rune, vs interface{ Len() int }) {
	fmt.Fprintf(s, "%d descriptors", vs.Len())
}

// FormatDesc says the name of a descriptor.
func FormatDesc(s fmt.State, _ rune, t protoreflect.Descriptor) { fmt.Fprint(s, string(t.FullName())) }
