// Package deploy holds the tests of what runs Kebang on servers: the compose files, the image, the proxy and the
// scripts of this folder. It is a module of its own, so that what reads compose files never enters the program.
package deploy
