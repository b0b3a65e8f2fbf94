package sqlite

import (
	"os"

	"golang.org/x/sys/windows"
)

// hold takes the lock of a data folder. The operating system frees it at any end of the process.
func hold(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, unlockable(path, err)
	}
	const flags = windows.LOCKFILE_EXCLUSIVE_LOCK | windows.LOCKFILE_FAIL_IMMEDIATELY
	if err := windows.LockFileEx(windows.Handle(f.Fd()), flags, 0, 1, 0, new(windows.Overlapped)); err != nil {
		return nil, held(path, err, f.Close())
	}
	return f, nil
}

// syncDir does nothing: NTFS journals names itself, and folders cannot be flushed.
func syncDir(string) error { return nil }
