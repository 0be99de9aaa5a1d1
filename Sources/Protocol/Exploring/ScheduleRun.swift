// SPDX-License-Identifier: GPL-2.0-or-later

/// A schedule that is run: step by step, with the states in between.
public struct ScheduleRun: Sendable {
  public struct Moment: Sendable {
    public var name: StepName
    /// Behind the step.
    public var state: PackedState
    /// What the step broke.
    public var broken: PropertySet
  }

  public var begin: PackedState
  public var moments: [Moment] = []
  /// Nobody gets on in the last state, and somebody should.
  public var isStuck = false
  /// What is repeated for ever there; empty where all just wait.
  public var repeated: [StepName] = []
  /// The step that could not be made, counted from 0, with those that could; nil: all were made.
  public var impossible: (index: Int, choices: [StepName])?

  public var last: PackedState { moments.last?.state ?? begin }

  /// What was broken on the way, or at its end.
  public var broken: PropertySet {
    var all = PropertySet(rawValue: moments.reduce(0) { $0 | $1.broken.rawValue })
    if isStuck { all.insert(.progress) }
    return all
  }

  /// Follows steps by their names, as far as they can be made.
  public init(_ model: any ProtocolModel, from begin: PackedState, _ names: [StepName]) {
    self.begin = begin
    for (index, name) in names.enumerated() {
      var found: Moment?
      var choices: [StepName] = []
      let state = last
      _ = model.expand(state, onlyLocal: false) { step, next, broken in
        let choice = model.name(step, in: state)
        choices.append(choice)
        if choice == name && found == nil {
          found = Moment(name: choice, state: next, broken: PropertySet(rawValue: broken))
        }
      }
      guard let found else {
        impossible = (index, choices)
        return
      }
      moments.append(found)
    }
    let mustMove = model.expand(last, onlyLocal: false) { _, _, _ in }
    repeated = model.repetition(from: last)
    isStuck = !repeated.isEmpty || (mustMove == 0 && !model.isFinished(last))
  }
}

extension Schedule {
  /// The steps by their names.
  public func names(_ model: any ProtocolModel) -> [StepName] {
    var state = begin
    return steps.map { step in
      let name = model.name(step, in: state)
      var next: PackedState?
      _ = model.expand(state, onlyLocal: false) { made, reached, _ in
        if made == step { next = reached }
      }
      state = next ?? state
      return name
    }
  }
}
