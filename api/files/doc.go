// Package files has the routes of uploaded files. Which records refer to a file is registered with the kernel by their
// areas.
package files
