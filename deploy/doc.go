// Package deploy holds the tests of the deployment: the compose files, the image, the proxy and the scripts of this
// folder. It is a module of its own, so that readers of compose files never enter the program.
package deploy
