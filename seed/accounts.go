package seed

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"kebang/internal/fault"
)

// Account is one demonstration account with the password made at the first start.
type Account struct {
	Role     string // Chinese name of the role
	Account  string
	Password string
	Who      string // person and organisation
}

// accountsFile keeps the passwords of the demonstration, for its own folder only and readable by its owner only.
const accountsFile = "demo-accounts.txt"

// WriteAccounts keeps the accounts in the folder, so that a later start can print them again.
func WriteAccounts(dir string, accounts []Account) error {
	var b strings.Builder
	for _, a := range accounts {
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\n", a.Role, a.Account, a.Password, a.Who)
	}
	if err := os.WriteFile(filepath.Join(dir, accountsFile), []byte(b.String()), 0o600); err != nil {
		return fault.Cause(err, fault.Unavailable, fault.T("accounts-file",
			"不能写入演示账号文件，请检查文件夹的权限和空间。",
			"The file of the demonstration accounts cannot be written; check rights and space of the folder."))
	}
	return nil
}

// ReadAccounts gives the lines WriteAccounts wrote; empty when the file has been removed.
func ReadAccounts(dir string) (string, error) {
	b, err := os.ReadFile(filepath.Join(dir, accountsFile))
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	return string(b), err
}
