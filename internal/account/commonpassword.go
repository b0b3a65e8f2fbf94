package account

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"io"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"kebang/internal/fault"
	"kebang/internal/party"
	"kebang/internal/pinyin"
	"kebang/internal/region"
	"kebang/internal/store"
)

// passwordList are 47,023 of the most common passwords, sorted: the list of zxcvbn (Dropbox, MIT),
// docs/dependencies.md.
//
//go:embed passwords.txt.gz
var passwordList []byte

var commonPasswords = sync.OnceValue(func() []string {
	z, err := gzip.NewReader(bytes.NewReader(passwordList))
	if err != nil {
		panic(err) // the list is part of the program
	}
	b, err := io.ReadAll(z)
	if err != nil {
		panic(err)
	}
	return strings.Fields(string(b))
})

func isCommon(word string) bool {
	_, found := slices.BinarySearch(commonPasswords(), word)
	return found
}

// spellings replaces signs that people write for letters.
var spellings = strings.NewReplacer("@", "a", "4", "a", "3", "e", "1", "l", "!", "i", "0", "o", "$", "s", "5", "s", "7",
	"t")

// Bounds of additions that do not protect a common word.
const (
	addedAtMost = 4 // characters around a common password that still leave it weak
	leastCommon = 5 // shortest common password that is searched inside another one
	leastBeside = 9 // characters needed beside a name of the place
)

// guessable gives the reason why a password is among the first guesses. Names are those of the product, the market and
// the person.
func guessable(password string, names []string) (why fault.Text, yes bool) {
	p := strings.ToLower(strings.TrimSpace(password))
	for _, form := range []string{p, spellings.Replace(p)} {
		if commonInside(form) {
			return fault.T("password-common",
				"这是常见密码（或只加了几个字符），很容易被猜中，请换一个，例如几个互不相干的词加数字。",
				"This is a common password, or one with a few characters added, and easily guessed. Take another "+
					"one, such as "+
					"some unrelated words with digits."), true
		}
	}
	for _, name := range names {
		if name = strings.ToLower(name); utf8.RuneCountInString(name) < 2 || !strings.Contains(p, name) {
			continue
		}
		if utf8.RuneCountInString(strings.ReplaceAll(p, name, "")) < leastBeside {
			return fault.T("password-of-names",
				"密码里除平台、市场或登录名以外的内容太少，很容易被猜中，请换一个。",
				"Apart from the name of the platform, the market or the account there is too little in this "+
					"password; it is "+
					"easily guessed. Take another one."), true
		}
	}
	return fault.Text{}, false
}

// commonInside reports whether a common password remains after removing at most addedAtMost characters from both ends.
func commonInside(p string) bool {
	if isCommon(p) {
		return true
	}
	r := []rune(p)
	for front := 0; front <= addedAtMost; front++ {
		for back := 0; front+back <= addedAtMost; back++ {
			if len(r)-front-back < leastCommon {
				return false
			}
			if isCommon(string(r[front : len(r)-back])) {
				return true
			}
		}
	}
	return false
}

// namesOf are words of a market that people use in passwords: its name and its place, also in pinyin.
func namesOf(markets ...party.MarketForm) []string {
	out := []string{"kebang", "科榜"}
	for _, m := range markets {
		for _, name := range []string{strings.TrimSuffix(m.Name, "技术市场"), region.ShortName(m.RegionCode)} {
			out = append(out, name, spelled(name))
		}
	}
	return out
}

// spelled is a name in pinyin without tones, by the first reading of each character. It is empty when a character has
// no reading.
func spelled(name string) string {
	var b strings.Builder
	for _, r := range name {
		of := pinyin.Of(r)
		if len(of) == 0 {
			return ""
		}
		b.WriteString(of[0])
	}
	return b.String()
}

// passwordNames reads the names of the markets of a person.
func passwordNames(tx store.Tx, p *party.Person) ([]string, error) {
	var forms []party.MarketForm
	for _, id := range marketsOf(p) {
		m, err := party.Markets.Get(tx, store.National, id)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return nil, err
		}
		forms = append(forms, m.MarketForm)
	}
	return append(namesOf(forms...), p.Account), nil
}

func marketsOf(p *party.Person) []string {
	ids := []string{p.Home}
	for _, m := range p.Memberships {
		ids = append(ids, m.Market)
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
