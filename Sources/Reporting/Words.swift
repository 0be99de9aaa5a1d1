// SPDX-License-Identifier: GPL-2.0-or-later

// How numbers, words and names are spelled in all reports.

/// Text, a file's name say, that stays on its line.
func oneLine(_ text: String) -> String {
  let scalars = text.unicodeScalars.map { scalar -> Unicode.Scalar in
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: "_"
    default: scalar
    }
  }
  return String(String.UnicodeScalarView(scalars))
}

/// `page 3`, `pages 0-3`.
func pageText(_ first: Int, _ last: Int) -> String {
  first == last ? "page \(first)" : "pages \(first)-\(last)"
}

/// `1 page`, `2 pages`.
func counted(_ number: some BinaryInteger, _ noun: String, _ plural: String? = nil) -> String {
  number == 1 ? "1 \(noun)" : "\(number) \(plural ?? noun + "s")"
}

/// A number of seconds with one decimal.
func decimal(_ seconds: Double) -> String {
  let tenths = Int((max(seconds, 0) * 10).rounded())
  return "\(tenths / 10).\(tenths % 10)"
}
