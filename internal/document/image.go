package document

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"image/png"

	"github.com/boombuler/barcode/qr"
)

// Image is a picture in a line of its own.
type Image struct {
	PNG   []byte
	Width float64 // mm, at most the width of the type area; the height follows
	Alt   string  // description for readers who cannot see it
	Align Align
}

// QR is a QR code (ISO/IEC 18004, error correction M) of a text, with the white border for scanners. Width is in mm. A
// text of more than about 2,300 bytes is an error.
func QR(text string, width float64, alt string) (Image, error) {
	code, err := qr.Encode(text, qr.M, qr.Auto)
	if err != nil {
		return Image{}, fmt.Errorf("document: QR code: %w", err)
	}
	const border, dot = 4, 4
	n := code.Bounds().Dx()
	img := image.NewGray(image.Rect(0, 0, (n+2*border)*dot, (n+2*border)*dot))
	for y := range img.Rect.Dy() {
		for x := range img.Rect.Dx() {
			img.Set(x, y, color.White)
			if at := image.Pt(x/dot-border, y/dot-border); at.In(code.Bounds()) {
				img.Set(x, y, code.At(at.X, at.Y))
			}
		}
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		return Image{}, fmt.Errorf("document: QR code: %w", err)
	}
	return Image{PNG: b.Bytes(), Width: width, Alt: alt}, nil
}

// maxPixels is the most pixels of a picture, about 24 megapixels.
const maxPixels = 24 << 20

// size is the width and height in mm. A picture that is no PNG, too large, or higher than a page is an error.
func (i Image) size() (w, h float64, err error) {
	c, err := png.DecodeConfig(bytes.NewReader(i.PNG))
	if err != nil {
		return 0, 0, fmt.Errorf("document: image: %w", err)
	}
	if c.Width < 1 || c.Height < 1 || c.Width > maxPixels/c.Height {
		return 0, 0, fmt.Errorf("document: image of %d × %d pixels", c.Width, c.Height)
	}
	w = i.Width
	if w <= 0 || w > typeWidth {
		w = typeWidth
	}
	if h = w * float64(c.Height) / float64(c.Width); h > typeHeight {
		w, h = w*typeHeight/h, typeHeight
	}
	return w, h, nil
}

// picture is an image of the PDF.
type picture struct {
	id            string
	width, height int
	rgb           []byte
}

// image places a picture; the same bytes are embedded once.
func (p *pages) image(i Image) error {
	w, h, err := i.size()
	if err != nil {
		return err
	}
	pic := p.images[string(i.PNG)]
	if pic == nil {
		img, err := png.Decode(bytes.NewReader(i.PNG))
		if err != nil {
			return fmt.Errorf("document: image: %w", err)
		}
		pic = &picture{id: fmt.Sprintf("I%d", len(p.order)+1), width: img.Bounds().Dx(), height: img.Bounds().Dy()}
		for y := img.Bounds().Min.Y; y < img.Bounds().Max.Y; y++ {
			for x := img.Bounds().Min.X; x < img.Bounds().Max.X; x++ {
				r, g, b, a := img.At(x, y).RGBA()
				white := 0xffff - a // a sheet is white
				pic.rgb = append(pic.rgb, byte((r+white)>>8), byte((g+white)>>8), byte((b+white)>>8))
			}
		}
		p.images[string(i.PNG)], p.order = pic, append(p.order, pic)
	}
	w, h = w*mm, h*mm
	p.need(h)
	x := left + map[Align]float64{Left: 0, Center: (typeW - w) / 2, Right: typeW - w}[i.Align]
	fmt.Fprintf(p.sheet(), "q %s 0 0 %s %s %s cm /%s Do Q\n", num(w), num(h), num(x), num(pageH-top-p.y-h), pic.id)
	p.y += h
	return nil
}

func (x *picture) write(o *objects) {
	o.stream(fmt.Sprintf("/Type /XObject /Subtype /Image /Width %d /Height %d /ColorSpace /DeviceRGB "+
		"/BitsPerComponent 8 ",
		x.width, x.height), x.rgb)
}
