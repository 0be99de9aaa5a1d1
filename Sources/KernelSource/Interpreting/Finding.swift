// SPDX-License-Identifier: GPL-2.0-or-later

/// What a run of the text did that no kernel may do, or that cannot be run here.
public struct Finding: Hashable, Sendable, CustomStringConvertible {
  public enum Kind: UInt8, CaseIterable, Sendable {
    case nullDereference = 1
    case outOfBounds
    /// Use of a number that points to no object.
    case invalidPointer
    case uninitialisedRead
    case shiftTooFar
    /// By zero, or of the least number by -1.
    case division
    /// A BUG() or its like was reached.
    case bug
    /// A function was reached for which there is no model.
    case noModel
    /// A function was reached that could not be read.
    case dropped
    /// The text does what is not understood: nothing is known about this run.
    case unsupported
    case outOfFuel
    case tooDeep
    /// A function that was to return a value ended without one.
    case missingReturn
    /// What the environment found: 1 to 3 are its own to define.
    case environment1
    case environment2
    case environment3
  }

  public let kind: Kind
  public let location: Location
  public let text: String
  /// The function of the text that was running; nil where none was.
  public var function: String?
  /// The function that could not be read, where it is known which one was called.
  public var unread: Program.Dropped?

  public var description: String { "\(location): \(text)" }
}

extension Finding.Kind {
  var text: String {
    switch self {
    case .nullDereference: "null pointer dereferenced"
    case .outOfBounds: "access outside of the object"
    case .invalidPointer: "access through what points to no object"
    case .uninitialisedRead: "value used before it was set"
    case .shiftTooFar: "shift by the width of the type or more"
    case .division: "division by zero, or one that overflows"
    case .bug: "BUG reached"
    case .noModel: "no model for"
    case .dropped: "function that could not be read"
    case .unsupported: "not understood: access of another size or place than the cell has"
    case .outOfFuel: "no end within the bound on instructions"
    case .tooDeep: "calls nested too deeply"
    case .missingReturn: "function ends without the value it is to return"
    case .environment1, .environment2, .environment3: "rule of the environment broken"
    }
  }

  /// The number that an error of this kind at an instruction has in a machine.
  @inline(__always)
  func code(at site: Int) -> UInt64 { 1 &+ UInt64(site) &* 32 &+ UInt64(rawValue) }
}

extension Program {
  /// What an error code of a machine stands for; nil for 0 and for what is no code.
  ///
  /// - Parameter unread: the function that could not be read, as ``Machine/unread``.
  public func finding(_ code: UInt64, unread known: Int? = nil) -> Finding? {
    guard code > 0, let kind = Finding.Kind(rawValue: UInt8((code - 1) % 32)) else { return nil }
    let site = Int((code - 1) / 32)
    guard let (function, index) = instruction(at: site) else {
      return Finding(
        kind: kind, location: Location(file: "caller", line: 0, column: 0), text: kind.text)
    }
    var text = kind.text
    var unread = kind == .dropped && dropped.count == 1 ? dropped.first : nil
    if kind == .dropped, let known, let problem = callables[known].refusal {
      unread = Dropped(name: callables[known].name, problem: problem)
    }
    let instruction = function.code[index]
    if instruction.opcode == .call {
      let callee = callables[Int(instruction.b)]
      if kind == .noModel { text += " \(callee.name)" }
      if kind == .dropped, let problem = callee.refusal {
        text += named([callee])
        unread = Dropped(name: callee.name, problem: problem)
      }
      if kind == .unsupported { text = "not understood: call of \(callee.name)" }
    }
    // A function that was called through a pointer, or that the environment called back: which one
    // is known where only one could not be read.
    if kind == .dropped, text == kind.text { text += named(callables.filter { $0.refusal != nil }) }
    return Finding(
      kind: kind, location: location(of: site), text: text, function: function.name, unread: unread)
  }

  private func named(_ callables: [Callable]) -> String {
    let names = callables.map { callable in
      callable.name + (callable.refusal.map { " (\($0))" } ?? "")
    }
    return ": " + names.joined(separator: " or ")
  }

  /// The function that the instruction with that number is of; nil where it is the caller's.
  public func function(of site: Int) -> String? { instruction(at: site)?.0.name }

  /// Where the instruction with that number, counted over all functions, comes from.
  public func location(of site: Int) -> Location {
    guard let (function, index) = instruction(at: site) else {
      return Location(file: "caller", line: 0, column: 0)
    }
    return Location(function.positions[index], files)
  }

  private func instruction(at site: Int) -> (Function, Int)? {
    for function in code where site >= function.base && site < function.base + function.code.count {
      return (function, site - function.base)
    }
    return nil
  }
}
