// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension SMTLIB {
  /// The text so far, as bytes: strings cost several times as much to append to.
  struct Text {
    let graph: ExpressionGraph
    private(set) var bytes: [UInt8] = []

    init(graph: ExpressionGraph) {
      self.graph = graph
      bytes.reserveCapacity(1 << 16)
    }

    mutating func append(_ text: StaticString) {
      text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

    /// A line that solvers skip; what would end it early becomes a space.
    mutating func append(comment: String) {
      append("; ")
      bytes.append(contentsOf: comment.utf8.lazy.map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 })
      append("\n")
    }

    mutating func append(number: UInt64) {
      var digits: UInt64 = 1
      while number / digits >= 10 { digits *= 10 }
      while digits > 0 {
        bytes.append(UInt8(truncatingIfNeeded: 48 + number / digits % 10))
        digits /= 10
      }
    }

    /// A vector of `width` bits, or a truth value where that is 1.
    mutating func append(value: UInt64, width: Int) {
      if width == 1 {
        append(value == 1 ? "true" : "false")
        return
      }
      append("(_ bv")
      append(number: value)
      append(" ")
      append(number: UInt64(width))
      append(")")
    }

    mutating func append(sortOf width: Int) {
      if width == 1 {
        append("Bool")
        return
      }
      append("(_ BitVec ")
      append(number: UInt64(width))
      append(")")
    }

    /// A node as an operand of another: its value, or its name.
    mutating func append(operand id: NodeID) {
      let node = graph[id]
      if let value = node.value {
        append(value: value, width: node.width)
      } else if node.operation == .variable {
        append(SMTLIB.symbol(graph.name(of: id)))
      } else {
        append("n")
        append(number: UInt64(id.index))
      }
    }
  }
}
