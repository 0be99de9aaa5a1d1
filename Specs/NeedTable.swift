// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// When a page must be faulted, as a table: what its request asks against what its entry allows.
///
/// It follows from C5, C6, C7 and C24, and knows nothing of words.
public enum NeedTable {
  public enum Need: String, Sendable {
    case none, read, write
  }

  /// A line of the table; nil: whatever it is.
  public struct Row: Sendable {
    public var fault: Bool?
    public var write: Bool?
    public var readable: Bool?
    public var writable: Bool?
    public var need: Need
  }

  /// The lines, of which exactly one fits each case: what can be written can be read.
  public static let rows: [Row] = [
    // Without REQ_FAULT nothing is asked, REQ_WRITE or not.
    Row(fault: false, need: .none),
    Row(fault: true, write: false, readable: false, need: .read),
    Row(fault: true, write: false, readable: true, need: .none),
    Row(fault: true, write: true, writable: false, need: .write),
    Row(fault: true, write: true, writable: true, need: .none),
  ]

  /// Whether the table says `need`.
  public static func says<D: Domain>(
    _ need: Need, fault: D.Bit, write: D.Bit, readable: D.Bit, writable: D.Bit, in domain: D.Type
  ) -> D.Bit {
    func fits(_ wanted: Bool?, _ bit: D.Bit) -> D.Bit {
      guard let wanted else { return true }
      return wanted ? bit : .!bit
    }
    return rows.filter { $0.need == need }.reduce(false) { any, row in
      any
        .| (fits(row.fault, fault) .& fits(row.write, write) .& fits(row.readable, readable)
          .& fits(row.writable, writable))
    }
  }
}
