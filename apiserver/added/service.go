package storage

import (
	api "k8s.io/kubernetes/pkg/apis/core"
	"k8s.io/kubernetes/pkg/registry/core/service/ipallocator"
	"k8s.io/kubernetes/pkg/registry/core/service/portallocator"
)

// REST is the storage of Services without the store: what happens before and after it is kept.
type REST struct {
	primaryIPFamily api.IPFamily
	alloc           Allocators
}

// NewREST has allocators of its own.
func NewREST(addresses map[api.IPFamily]ipallocator.Interface, ports portallocator.Interface) *REST {
	return &REST{api.IPv4Protocol, makeAlloc(api.IPv4Protocol, addresses, ports)}
}

// BeginCreate is beginCreate without the transaction, and never as in a dry run: that does not look at the range of ports.
func (r *REST) BeginCreate(svc *api.Service) error {
	normalizeClusterIPs(After{svc}, Before{nil})
	_, err := r.alloc.allocateCreate(svc, false)
	return err
}

// BeginUpdate is beginUpdate without the transaction.
func (r *REST) BeginUpdate(newSvc, oldSvc *api.Service) error {
	r.defaultOnReadService(oldSvc)
	patchAllocatedValues(After{newSvc}, Before{oldSvc})
	normalizeClusterIPs(After{newSvc}, Before{oldSvc})
	_, err := r.alloc.allocateUpdate(After{newSvc}, Before{oldSvc}, false)
	return err
}
