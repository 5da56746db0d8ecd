//go:build cel

package main

func serveMinorWithCEL() {}
