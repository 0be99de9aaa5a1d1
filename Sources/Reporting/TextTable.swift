// SPDX-License-Identifier: GPL-2.0-or-later

/// Rows of cells in aligned columns. Where a row would get too wide, its last columns go on lines of
/// their own below it, for all rows alike; columns without text are left out.
struct TextTable {
  struct Cell {
    var text: String
    var style = Style.plain

    init(_ text: String, _ style: Style = .plain) {
      self.text = text
      self.style = style
    }
  }

  /// Columns of the terminal.
  static let width = 80

  var indent = 0
  /// Two spaces between columns.
  var rows: [[Cell]] = []

  func lines(_ paint: Paint = Paint(isOn: false)) -> [String] {
    let widths = (0..<(rows.map(\.count).max() ?? 0)).map { column in
      rows.map { $0.count > column ? $0[column].text.count : 0 }.max() ?? 0
    }
    let groups = groups(widths)
    return rows.flatMap { row in
      groups.indices.compactMap { number in
        let margin = indent + (number == 0 ? 0 : 4)
        return line(row, groups[number], widths, margin, paint)
      }
    }
  }

  /// Which columns stand on which line.
  private func groups(_ widths: [Int]) -> [[Int]] {
    var groups: [[Int]] = [[]]
    var end = indent - 2
    for column in widths.indices where widths[column] > 0 {
      if end + 2 + widths[column] > TextTable.width && groups[groups.count - 1] != [] {
        groups.append([])
        end = indent + 2
      }
      groups[groups.count - 1].append(column)
      end += 2 + widths[column]
    }
    return groups
  }

  /// One line of a row; nil where nothing stands on it.
  private func line(
    _ row: [Cell], _ columns: [Int], _ widths: [Int], _ margin: Int, _ paint: Paint
  ) -> String? {
    let filled = columns.filter { $0 < row.count && !row[$0].text.isEmpty }
    guard let last = filled.last else { return nil }
    var line = String(repeating: " ", count: margin)
    for column in columns where column <= last {
      let cell = row[column]
      line += paint(cell.text, cell.style)
      if column != last {
        line += String(repeating: " ", count: widths[column] - cell.text.count + 2)
      }
    }
    return line
  }
}

/// Puts as many parts on each line as fit, with `separator` between them.
///
/// - Parameters:
///   - first: what the first line begins with; the others begin with as many spaces as `margin`.
///   - margin: that of the further lines.
func filled(
  _ parts: [String], separator: String = ",", first: String, margin: Int
) -> [String] {
  var lines: [String] = []
  var line = first
  var isEmpty = true
  for text in pieces(parts, separator, TextTable.width - max(margin, first.count)) {
    if !isEmpty && line.count + 1 + text.count > TextTable.width {
      lines.append(line)
      line = String(repeating: " ", count: margin)
      isEmpty = true
    }
    line += isEmpty ? text : " " + text
    isEmpty = false
  }
  return lines + [line]
}

/// The parts with their separators; one that is longer than a line goes word by word.
private func pieces(_ parts: [String], _ separator: String, _ width: Int) -> [String] {
  parts.enumerated().flatMap { index, part in
    let text = part + (index == parts.count - 1 ? "" : separator)
    return text.count <= width ? [text] : text.split(separator: " ").map(String.init)
  }
}

/// A sentence broken into lines between its words.
func wrapped(_ text: String, first: String, margin: Int) -> [String] {
  filled(text.split(separator: " ").map(String.init), separator: "", first: first, margin: margin)
}
