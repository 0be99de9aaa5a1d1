// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// A program with its environment's model for each function that it calls and does not define.
public final class BoundProgram<E: Environment>: Sendable {
  public let program: Program
  let primitives: [Primitive?]

  public init(_ program: Program) {
    self.program = program
    primitives = program.callables.map { callable in
      callable.body == nil ? E.primitive(named: callable.name) : nil
    }
  }
}

/// A state in which text runs: memory, environment, and what has gone wrong.
public struct Machine<E: Environment>: Mergeable {
  public typealias Domain = E.Domain
  public typealias Word = E.Domain.Word
  public typealias Bit = E.Domain.Bit

  let bound: BoundProgram<E>
  var memory = Memory<E.Domain>()
  public var environment: E
  /// 0 where nothing has gone wrong, else what ``Program/finding(_:)`` reads: the first finding.
  ///
  /// A run that has erred has ended; in the symbolic domain it is one of the runs that the state
  /// stands for.
  public var error = Word(constant: 0)
  /// Instructions that may still be run.
  public var fuel: Int
  /// Undecided branches of one activation, at most: a loop that no bound is known for ends there.
  public var mostDecisions = Self.defaultDecisions
  public static var defaultDecisions: Int { 400 }
  /// How often one activation may go back by branches that are not decided. A loop that goes on only
  /// in runs that there are not would else be followed until ``mostDecisions`` is spent, for all runs.
  public var mostTurns = Int.max
  /// Activations within each other.
  var depth = 0
  /// The function that could not be read and that the run came to; concrete runs only.
  public private(set) var unread: Int?
  /// The instruction that is calling the environment.
  var site = 0
  /// Those that are running, the outermost first; empty unless the environment keeps them.
  var activations: [Activation<Word>] = []
  /// Where it is counted what runs; nil for nowhere.
  public var counts: ExecutionCounts?

  /// Places of which it is noted whether a run comes by them; nil for none. Symbolic runs only.
  public var sought: SoughtPlaces? {
    didSet { cameBy = Array(repeating: false, count: sought?.places.count ?? 0) }
  }
  /// Whether the run has come by each of the ``sought`` places.
  public internal(set) var cameBy: [Bit] = []

  public var program: Program { bound.program }

  /// A machine with the program's own static objects, and nothing else.
  public init(_ bound: BoundProgram<E>, _ environment: E, fuel: Int = 10_000_000) {
    self.bound = bound
    self.environment = environment
    self.fuel = fuel
    for object in bound.program.statics {
      _ = memory.add(object.sizes, isDefined: object.isDefined)
    }
    initialiseStatics()
  }

  /// Gives the program's own static objects the values that they have before anything was called.
  public mutating func initialiseStatics() {
    for (number, object) in bound.program.statics.enumerated() {
      memory.set(number, isDefined: object.isDefined)
      let base = memory.objects[number].base
      for (cell, value) in object.cells where cell < object.sizes.count {
        memory.values[base + cell] = Word(constant: value)
        memory.defined[base + cell] = true
      }
    }
  }

  public mutating func merge(_ condition: Bit, else other: Self) {
    memory.merge(condition, else: other.memory)
    environment.merge(condition, else: other.environment)
    error = Word.select(condition, error, other.error)
    fuel = min(fuel, other.fuel)
    for place in cameBy.indices {
      cameBy[place] = Bit.select(condition, cameBy[place], other.cameBy[place])
    }
  }

  /// Notes that the run comes by some of the places that are sought.
  mutating func come(by places: [Int], where condition: Bit) {
    for place in places { cameBy[place] = cameBy[place] .| condition }
  }

  /// Notes that the run errs with the instruction of that number, where the condition holds: it has
  /// come by what stands before it in its block, of which it does not reach the end.
  mutating func seekInterrupted(_ site: Int, where condition: Bit) {
    guard E.seeks, let sought else { return }
    come(by: sought.ofSite[site] ?? [], where: condition)
  }

  /// Notes that the run errs where `condition` holds, at the call that is being made, unless it has
  /// erred before.
  public mutating func fail(_ kind: Finding.Kind, where condition: Bit = true) {
    fail(kind, where: condition, at: site)
  }

  /// Notes that the run came to a function that could not be read.
  mutating func fail(dropped callee: Int, at site: Int) {
    if error.constant == 0 { unread = callee }
    fail(.dropped, where: true, at: site)
  }

  mutating func fail(_ kind: Finding.Kind, where condition: Bit, at site: Int) {
    let isNew = condition .& (error .== Word(constant: 0))
    error = Word.select(isNew, Word(constant: kind.code(at: site)), error)
  }

  /// Whether the run has erred in such a way.
  public func hasErred(_ kind: Finding.Kind) -> Bit {
    (error .!= Word(constant: 0))
      .& (((error &- Word(constant: 1)) & Word(constant: 31))
        .== Word(constant: UInt64(kind.rawValue)))
  }

  /// The number, for ``Program/location(of:)``, of the instruction that calls the environment.
  public var callerSite: Int { site }

  /// Where the text calls the environment from.
  public var caller: Location { program.location(of: site) }
}
