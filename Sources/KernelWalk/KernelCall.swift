// SPDX-License-Identifier: GPL-2.0-or-later

import KernelSource

/// A function of the text that walks a range, and what it is handed.
struct KernelCall: Sendable {
  enum Argument: Sendable {
    case range
    /// The VMA and the bounds of the range, and its array (to 4.16).
    case vma, start, end, pfns
    /// One request for all pages: for writing (to 4.16).
    case write
    /// Whether the lock must be kept (to 5.3).
    case block
    /// HMM_FAULT_SNAPSHOT and HMM_FAULT_ALLOW_RETRY (5.4 to 5.6), with these values.
    case flags(snapshot: UInt64, allowRetry: UInt64)
    /// How long to try; 0 for ever.
    case timeout
  }

  let function: FunctionID
  let arguments: [Argument]

  var hasWrite: Bool { arguments.contains { if case .write = $0 { true } else { false } } }
  var hasBlock: Bool { arguments.contains { if case .block = $0 { true } else { false } } }
  var hasFlags: Bool { arguments.contains { if case .flags = $0 { true } else { false } } }
  /// It is handed the bounds and sets those of the range by itself.
  var hasBounds: Bool { arguments.contains { if case .start = $0 { true } else { false } } }
  var isRangeOnly: Bool {
    if arguments.count == 1, case .range = arguments[0] { true } else { false }
  }

  /// The functions of a text: told by their names and how many arguments they take.
  static func find(
    in program: Program
  ) throws(KernelProblem) -> (fault: KernelCall, snapshot: KernelCall?) {
    if let entry = try defined("hmm_range_fault", program) {
      switch program.parameterCount(of: entry) {
      case 1: return (KernelCall(function: entry, arguments: [.range]), nil)
      case 2:
        if let snapshot = try defined("hmm_range_snapshot", program) {
          return (
            KernelCall(function: entry, arguments: [.range, .block]),
            try call(snapshot, "hmm_range_snapshot", [[.range]], program)
          )
        }
        let flags = Argument.flags(
          snapshot: try program.known("HMM_FAULT_SNAPSHOT"),
          allowRetry: try program.known("HMM_FAULT_ALLOW_RETRY"))
        return (KernelCall(function: entry, arguments: [.range, flags]), nil)
      case let count:
        throw KernelProblem("hmm_range_fault takes \(count) arguments; kernels have it with 1 or 2")
      }
    }
    guard let fault = try defined("hmm_vma_fault", program),
      let snapshot = try defined("hmm_vma_get_pfns", program)
    else {
      throw KernelProblem(
        "the text defines no hmm_range_fault, nor hmm_vma_fault and hmm_vma_get_pfns as before 5.2")
    }
    return (
      try call(
        fault, "hmm_vma_fault",
        [
          [.range, .block], [.range, .write, .block],
          [.vma, .range, .start, .end, .pfns, .write, .block],
        ], program),
      try call(
        snapshot, "hmm_vma_get_pfns", [[.range], [.vma, .range, .start, .end, .pfns]], program)
    )
  }

  /// The call that takes the mmap lock itself and may drop it (7.3 on), and its name; nil where there
  /// is none.
  static func unlocked(
    in program: Program
  ) throws(KernelProblem) -> (call: KernelCall, name: String)? {
    let shapes: [(name: String, shapes: [[Argument]])] = [
      ("hmm_range_fault_unlocked_timeout", [[.range, .timeout]]),
      ("hmm_range_fault_unlocked", [[.range], [.range, .timeout]]),
    ]
    for (name, shapes) in shapes {
      guard let function = try defined(name, program) else { continue }
      return (try call(function, name, shapes, program), name)
    }
    return nil
  }

  /// The function of a name; nil where the text has none.
  ///
  /// - Throws: ``KernelProblem`` where it has one that could not be read.
  private static func defined(
    _ name: String, _ program: Program
  ) throws(KernelProblem) -> FunctionID? {
    if let function = program.function(name) { return function }
    if let dropped = program.dropped.first(where: { $0.name == name }) {
      throw KernelProblem("\(dropped.problem)")
    }
    return nil
  }

  /// The call of a function by the shape that has as many arguments.
  private static func call(
    _ function: FunctionID, _ name: String, _ shapes: [[Argument]], _ program: Program
  ) throws(KernelProblem) -> KernelCall {
    let count = program.parameterCount(of: function)
    if let shape = shapes.first(where: { $0.count == count }) {
      return KernelCall(function: function, arguments: shape)
    }
    let known = shapes.map { "\($0.count)" }.joined(separator: " or ")
    throw KernelProblem("\(name) takes \(count) arguments; kernels have it with \(known)")
  }
}
