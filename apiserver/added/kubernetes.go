package kubernetes

import corev1 "k8s.io/client-go/kubernetes/typed/core/v1"

// Interface is what the matcher of policies asks for where its lister knows no namespace.
type Interface interface {
	CoreV1() interface {
		Namespaces() corev1.NamespaceInterface
	}
}
