// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace

/// What happened when a scenario was run: in a kernel, or by a model of one.
public struct CallAnswer: Equatable, Sendable {
  /// What a call did, in its order.
  public enum Step: Equatable, Sendable {
    case walk(from: Int)
    case fault(page: Int, isWrite: Bool, of: Kind?, result: String, becomes: Kind?)
    case wait(page: Int, becomes: Kind?)
    case notified
  }

  /// One call of the caller's loop.
  public struct Call: Equatable, Sendable {
    public var steps: [Step] = []
    /// 0, or an error number below.
    public var result = 0
    public var words: [UInt64] = []
    /// It began more walks than a call is given, and was ended.
    public var isEndless = false

    public init() {}
  }

  /// An entry of a page: what it is, and the frame that it maps.
  public struct Entry: Equatable, Sendable {
    public var kind: Kind?
    public var frame: UInt64

    public init(kind: Kind?, frame: UInt64) {
      self.kind = kind
      self.frame = frame
    }
  }

  /// The entries before the first call and after the last.
  public var laid: [Entry] = []
  public var calls: [Call] = []
  public var left: [Entry] = []
  /// Why the scenario was not run; nil where it was.
  public var refusal: String?

  public init() {}
}

extension CallAnswer.Step: CustomStringConvertible {
  /// `fault 3 (write) on swap: resolved, then writable`.
  public var description: String {
    func named(_ kind: Kind?) -> String { kind?.name ?? "an entry of no kind that is known" }
    return switch self {
    case .walk(let page): "walk from \(page)"
    case .fault(let page, let isWrite, let old, let result, let kind):
      "fault \(page) (\(isWrite ? "write" : "read")) on \(named(old)): \(result), then"
        + " \(named(kind))"
    case .wait(let page, let kind): "wait \(page), then \(named(kind))"
    case .notified: "notified"
    }
  }
}
