package ipallocator

import (
	"net"

	api "k8s.io/kubernetes/pkg/apis/core"
)

// MetaAllocator is what allocates in a server that has the API of ServiceCIDRs; it is never made here.
type MetaAllocator struct{ Interface }

// AllocateService is never called here.
func (m *MetaAllocator) AllocateService(_ *api.Service, ip net.IP) error { return m.Allocate(ip) }

// AllocateNextService is never called here.
func (m *MetaAllocator) AllocateNextService(_ *api.Service) (net.IP, error) { return m.AllocateNext() }
