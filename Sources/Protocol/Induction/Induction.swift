// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// The proof that the reference driver keeps P8: by induction over the joint state, for any number
/// of invalidations at a time and one after the other, and any number of retries.
///
/// It takes the same text of the steps that is explored, on a ``WideState`` of unknowns: each
/// variable is a word of 64 bits, the sequences as well.
public struct Induction: Sendable {
  public struct Question {
    public enum Kind: Sendable {
      /// Nothing may satisfy the assertions.
      case claim
      /// Something must satisfy them: otherwise a claim would say nothing.
      case example
    }

    /// `step.driver.commit`, `needed.count`.
    public var id: String
    public var kind: Kind
    public var assertions: [Symbolic.Bit]
  }

  public let model: DriverModel

  /// - Parameters:
  ///   - driver: One with the steps of the reference driver.
  ///   - pages: 1 to 4.
  public init(driver: Driver = .reference, pages: Int = 2) {
    model = DriverModel(
      Scene(
        driver: driver, pages: pages, invalidations: 2, operations: MMOperation.choices,
        nonBlockable: true))
  }

  /// The conjuncts of the invariant, with what they say.
  public var conjuncts: [(name: String, statement: String)] {
    let state = WideState<Concrete>()
    return JointInvariant(model: model, state: state, rest: 0).conjuncts.map {
      ($0.name, $0.statement)
    }
  }

  /// Which conjuncts a state that was reached does not keep: none, if the invariant is one.
  public func broken(in state: PackedState) -> [String] {
    JointInvariant(model: model, state: state, rest: 0).conjuncts.filter { !$0.holds }.map(\.name)
  }

  private func unknown(_ graph: ExpressionGraph) -> WideState<Symbolic> {
    var state = WideState<Symbolic>()
    for variable in model.variables {
      state[variable] = graph.word("v\(variable.word).\(variable.shift)")
    }
    return state
  }

  /// Further threads: fewer than 2^32 at a time.
  private func rest(_ graph: ExpressionGraph) -> (value: Symbolic.Word, assumption: Symbolic.Bit) {
    let rest = graph.word("rest")
    return (rest, rest .< Symbolic.Word(constant: 1 << 32))
  }

  /// All the questions of the proof but those of ``needed(without:in:)``.
  public func questions(in graph: ExpressionGraph) -> [Question] {
    beginning(graph) + steps(graph, without: nil)
  }

  /// The steps of the proof without one conjunct: one of these claims must fail, or nobody needs it.
  public func needed(without name: String, in graph: ExpressionGraph) -> [Question] {
    steps(graph, without: name).filter { $0.kind == .claim }
  }

  /// Every beginning keeps the invariant.
  private func beginning(_ graph: ExpressionGraph) -> [Question] {
    let kinds = Array(repeating: Kind.none, count: model.pages)
    var state = model.beginning(kinds, as: WideState<Symbolic>.self)
    var known: Symbolic.Bit = true
    let set = KindSet(
      rawValue: Scene.initialKinds.reduce(0) { $0 | (1 << UInt64($1.rawValue)) })
    for page in 0..<model.pages {
      state[.entry(page)] = graph.word("entry \(page)")
      state[.shared(page)] = graph.word("shared \(page)")
      known =
        known .& state[.entry(page)].isIn(set)
        .& (state[.shared(page)] .< Symbolic.Word(constant: 2))
    }
    state[.huge] = graph.word("huge")
    known = known .& (state[.huge] .< Symbolic.Word(constant: 2))
    let holds = conjunction(state, Symbolic.Word(constant: 0), without: nil)
    return [
      Question(id: "beginning", kind: .claim, assertions: [known, .!holds]),
      Question(id: "beginning", kind: .example, assertions: [known, holds]),
    ]
  }

  private func conjunction(
    _ state: WideState<Symbolic>, _ rest: Symbolic.Word, without name: String?
  ) -> Symbolic.Bit {
    JointInvariant(model: model, state: state, rest: rest).conjuncts
      .filter { $0.name != name }.reduce(true) { $0 .& $1.holds }
  }

  /// Each step keeps the invariant, and breaks P8 neither by itself nor in the state behind it.
  private func steps(_ graph: ExpressionGraph, without name: String?) -> [Question] {
    let state = unknown(graph)
    let rest = rest(graph)
    // The mm's sequence has 64 bits, and has not come round.
    let hasRoom = state[.mmSequence] .< Symbolic.Word(constant: 1 << 62)
    let before = [rest.assumption, hasRoom, conjunction(state, rest.value, without: name)]
    return model.groups(from: state).flatMap { group -> [Question] in
      var fails: Symbolic.Bit = false
      var happens: Symbolic.Bit = false
      for alternative in group.alternatives {
        let holds = conjunction(alternative.next, rest.value, without: name)
        let breaks = alternative.broken.has(Symbolic.Word(constant: Property.p8.bit))
        fails = fails .| (alternative.condition .& (.!holds .| breaks))
        happens = happens .| alternative.condition
      }
      return [
        Question(id: "step.\(group.name)", kind: .claim, assertions: before + [fails]),
        Question(id: "step.\(group.name)", kind: .example, assertions: before + [happens]),
      ]
    }
  }
}

extension DriverModel {
  /// The variables that steps of this model read or write.
  var variables: [Variable] {
    let driver: [Variable] = [
      .pc, .phase, .cursor, .at, .base, .result, .retries, .writeFault, .sequence, .mmSequence,
      .rangeSequence, .active, .valid, .mmapWriter, .mmapReaders, .driverLock, .mmapHeld,
      .mmReference, .mmDead, .huge, .ghostFresh, .ghostRebuilt, .ghostChecked, .ghostConsulted,
      .ghostTouched,
    ]
    let ofPages = (0..<pages).flatMap { page -> [Variable] in
      [
        .entry(page), .frame(page), .vma(page), .shared(page), .device(page), .deviceFrame(page),
        .freed(page), .slot(page), .slotFrame(page), .ghostRequest(page),
      ]
    }
    let ofInvalidators = (0..<invalidators).flatMap { invalidator -> [Variable] in
      [
        .stage(invalidator), .operation(invalidator), .target(invalidator),
        .nonBlockable(invalidator),
      ]
    }
    return driver + ofPages + ofInvalidators
  }
}
