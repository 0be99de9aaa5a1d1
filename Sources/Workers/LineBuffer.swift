// SPDX-License-Identifier: GPL-2.0-or-later

let newline = UInt8(ascii: "\n")

/// Cuts a stream of bytes into lines. A line counts when its newline is there: one without was not
/// finished by whoever died writing it.
struct LineBuffer {
  private var bytes: [UInt8] = []
  /// How many of the bytes are known to be no newline, so that a long line that comes in many pieces
  /// is not searched again with each.
  private var searched = 0

  var isEmpty: Bool { bytes.isEmpty }

  mutating func append(_ more: ArraySlice<UInt8>) { bytes += more }

  /// Takes the first line, without its newline.
  mutating func next() -> String? {
    guard let end = bytes[searched...].firstIndex(of: newline) else {
      searched = bytes.count
      return nil
    }
    let line = String(decoding: bytes[..<end], as: UTF8.self)
    bytes.removeFirst(end + 1)
    searched = 0
    return line
  }
}
