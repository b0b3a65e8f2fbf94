package main

import (
	"errors"
	"io/fs"
	"log/slog"
	"os"
	"path/filepath"

	"kebang/internal/document"
)

// officeFonts are the fonts that the office put into the folder fonts of the data folder. A file that cannot be read is
// logged, and PDFs get the built-in font.
func officeFonts(data string, log *slog.Logger) *document.Fonts {
	fonts, err := document.LoadFonts(os.DirFS(filepath.Join(data, "fonts")))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		log.Warn("PDFs get the built-in font", "error", err)
	}
	return fonts
}
