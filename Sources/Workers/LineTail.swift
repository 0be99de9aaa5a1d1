// SPDX-License-Identifier: GPL-2.0-or-later

/// The last line of a stream of bytes that tells something.
struct LineTail {
  private var bytes: [UInt8] = []
  /// In bytes; room for the stack trace below, and the line before it.
  private static let kept = 1 << 14
  /// In characters, of the line.
  private static let width = 500
  /// What Swift writes behind the message of a trap, in debug builds even when backtraces are off.
  private static let trace = "Current stack trace:"

  mutating func append(_ more: ArraySlice<UInt8>) {
    bytes += more
    bytes.removeFirst(max(0, bytes.count - LineTail.kept))
  }

  /// Without what would spoil a terminal, and not too long; empty if there is no such line.
  var line: String {
    let lines = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline)
    for line in lines.prefix(while: { $0 != LineTail.trace }).reversed() {
      let printable = line.unicodeScalars.filter { $0.properties.generalCategory != .control }
      if !printable.allSatisfy(\.properties.isWhitespace) {
        return String(String(String.UnicodeScalarView(printable)).prefix(LineTail.width))
      }
    }
    return ""
  }
}
