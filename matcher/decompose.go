package matcher

import "math"

// decompose gives the right singular vectors of the matrix, scaled by the singular values. Every machine gets the same
// bits. All sums run in a fixed order on any number of cores. Products are rounded before they are added (no fused
// multiply-add).
func decompose(matrix [][]cell, terms int) []float32 {
	q := make([]float32, terms*dims)
	seed := uint64(1)
	for i := range q {
		seed = seed*6364136223846793005 + 1442695040888963407
		q[i] = float32(int32(seed>>32)) / (1 << 31)
	}
	across := transposed(matrix, terms)
	y := make([]float32, len(matrix)*dims)
	for range trainSteps {
		product(y, q, matrix)
		orthonormal(y)
		product(q, y, across)
	}
	return q
}

// transposed has a row for each term, with its documents in order.
func transposed(matrix [][]cell, terms int) [][]cell {
	n, all := make([]int, terms), 0
	for _, row := range matrix {
		for _, x := range row {
			n[x.row]++
		}
		all += len(row)
	}
	out, room := make([][]cell, terms), make([]cell, all)
	for t := range out {
		out[t], room = room[:0:n[t]], room[n[t]:]
	}
	for i, row := range matrix {
		for _, x := range row {
			out[x.row] = append(out[x.row], cell{int32(i), x.v})
		}
	}
	return out
}

// product sets y to the matrix times x.
func product(y, x []float32, matrix [][]cell) {
	const part = 256
	Parallel((len(matrix)+part-1)/part, func(p int) {
		for i := p * part; i < min(len(matrix), (p+1)*part); i++ {
			yi := y[i*dims : i*dims+dims]
			clear(yi)
			for _, c := range matrix[i] {
				axpy(yi, x[int(c.row)*dims:], c.v)
			}
		}
	})
}

// axpy adds a*x to the first dims numbers of y.
func axpy(y, x []float32, a float32) {
	y, x = y[:dims], x[:dims]
	for j := range y {
		y[j] += float32(x[j] * a)
	}
}

// orthonormal makes the columns of a matrix with dims columns orthonormal (modified Gram-Schmidt). Each column in turn
// is brought to length one and subtracted from those behind it. One core sums each product of two columns from the
// first row to the last.
func orthonormal(y []float32) {
	const columns, rows = 8, 1024 // columns and rows that one core takes at a time
	var dots [dims]float64
	for p := range dims {
		scaleColumn(y, p)
		behind := dims - p - 1
		Parallel((behind+columns-1)/columns, func(k int) {
			from := p + 1 + k*columns
			dotColumns(&dots, y, p, from, min(dims, from+columns))
		})
		Parallel((len(y)/dims+rows-1)/rows, func(k int) {
			takeOut(y[k*rows*dims:min(len(y), (k+1)*rows*dims)], p, &dots)
		})
	}
}

func scaleColumn(y []float32, p int) {
	var norm float64
	for i := p; i < len(y); i += dims {
		norm += float64(float64(y[i]) * float64(y[i]))
	}
	norm = 1 / math.Sqrt(max(norm, 1e-20))
	for i := p; i < len(y); i += dims {
		y[i] = float32(float64(y[i]) * norm)
	}
}

// dotColumns multiplies column p with the columns from..to-1.
func dotColumns(dots *[dims]float64, y []float32, p, from, to int) {
	var own [dims]float64
	for i := 0; i < len(y); i += dims {
		row := y[i : i+dims]
		v := float64(row[p])
		for j, x := range row[from:to] {
			own[j] += float64(v * float64(x))
		}
	}
	copy(dots[from:to], own[:to-from])
}

// takeOut subtracts column p from the columns behind it, by their products.
func takeOut(y []float32, p int, dots *[dims]float64) {
	for i := 0; i < len(y); i += dims {
		row := y[i : i+dims]
		v := row[p]
		for j := p + 1; j < dims; j++ {
			row[j] -= float32(float32(dots[j]) * v)
		}
	}
}
