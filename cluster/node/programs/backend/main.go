// Stands in for pablokbs/backend: answers on port 8080 with its host name, its time and its variable DEBUG.
package main

import (
	"context"
	"encoding/json"
	"log"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	log.SetOutput(os.Stdout)
	host, err := os.Hostname()
	if err != nil {
		log.Fatal(err)
	}
	debug := os.Getenv("DEBUG")
	server := &http.Server{
		Addr:              ":8080",
		ReadHeaderTimeout: 10 * time.Second,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			log.Printf("%s %s", r.Method, r.URL.Path)
			w.Header().Set("Content-Type", "application/json")
			_ = json.NewEncoder(w).Encode(map[string]string{
				"hostname": host,
				"time":     time.Now().UTC().Format(time.RFC3339),
				"debug":    debug,
			})
		}),
	}

	ending, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM)
	defer stop()
	closed := make(chan error)
	go func() {
		<-ending.Done()
		closed <- server.Shutdown(context.Background())
	}()
	log.Printf("%s listens on %s, DEBUG is %q", host, server.Addr, debug)
	if err := server.ListenAndServe(); err != http.ErrServerClosed {
		log.Fatal(err)
	}
	if err := <-closed; err != nil {
		log.Fatal(err)
	}
}
