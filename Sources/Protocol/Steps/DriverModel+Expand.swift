// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

extension DriverModel: ProtocolModel {
  public var roots: [PackedState] {
    var seen: Set<PackedState> = []
    return scene.beginnings.map { beginning($0, as: PackedState.self) }
      .filter { seen.insert($0).inserted }
  }

  public var properties: [Property] {
    Property.allCases.filter { $0 != .bounds && $0 != .leak }
  }

  @inline(__always)
  public func expand(
    _ state: PackedState, onlyLocal: Bool, _ body: (Step, PackedState, UInt64) -> Void
  ) -> Int {
    if onlyLocal, expandLocal(state, body) { return 1 }
    var count = expandDriver(state, body)
    for invalidator in 0..<invalidators {
      let stage = state[.stage(invalidator)]
      if stage == UInt64(InvalidatorStage.done.rawValue) { continue }
      if stage == UInt64(InvalidatorStage.idle.rawValue), invalidator == 0 { continue }
      count &+= expand(invalidator, state, body)
    }
    return count
  }

  /// The step that the driver makes next.
  @inline(__always)
  func move(_ state: PackedState) -> DriverMove {
    let first = program.actions[Int(state[.pc])]
    return DriverMove(rawValue: first &+ UInt8(state[.phase])) ?? .ended
  }

  @inline(__always)
  func expandDriver(
    _ state: PackedState, _ body: (Step, PackedState, UInt64) -> Void
  ) -> Int {
    let index = Int(state[.pc])
    let move = move(state)
    let page = move.pageVariable.map { Int(state[$0]) } ?? 0
    guard move != .ended, isReady(move, page: page, state) else { return 0 }
    var next = state
    var broken: UInt64 = 0
    perform(move, at: index, page: page, &next, &broken)
    judge(next, &broken)
    body(Step(actor: 0, code: move.rawValue, page: page), next, broken)
    return 1
  }

  @inline(__always)
  func expand(
    _ invalidator: Int, _ state: PackedState, _ body: (Step, PackedState, UInt64) -> Void
  ) -> Int {
    guard let stage = InvalidatorStage(rawValue: UInt8(state[.stage(invalidator)])) else {
      return 0
    }
    if stage == .idle {
      if invalidator > 0 { expandIdle(invalidator, state, body) }
      return 0
    }
    guard stage != .done, isReady(stage, invalidator, state),
      let operation = MMOperation(rawValue: UInt8(state[.operation(invalidator)]))
    else { return 0 }
    let target = state[.target(invalidator)]
    let mayLose =
      stage == .lockDriver && !fixes.contains(.refusalUndone) && state[.driverLock] != 0
    for choice in 0..<(mayLose ? 2 : 1) {
      var next = state
      var broken: UInt64 = 0
      perform(stage, operation, target, loses: choice == 1, invalidator, &next, &broken)
      judge(next, &broken)
      let step = Step(
        actor: invalidator &+ 1, code: stage.rawValue, page: Int(target), choice: UInt8(choice))
      body(step, next, broken)
    }
    return 1
  }

  /// All that an idle thread of the mm side may begin.
  @inline(__always)
  private func expandIdle(
    _ invalidator: Int, _ state: PackedState, _ body: (Step, PackedState, UInt64) -> Void
  ) {
    for choice in beginnings where canBegin(choice.operation, invalidator, state) {
      var next = state
      begin(
        choice.operation, choice.target, nonBlockable: choice.mustNotSleep, invalidator, &next)
      let step = Step(
        actor: invalidator &+ 1, code: InvalidatorStage.idle.rawValue, page: Int(choice.target),
        choice: choice.operation.rawValue | (choice.mustNotSleep ? 0x80 : 0))
      body(step, next, 0)
    }
  }

  @inline(__always)
  func judge(_ state: PackedState, _ broken: inout UInt64) {
    Monitor.judge(state, pages: pages, owner: owner, &broken)
    if state[.pc] == UInt64(program.count) {
      Monitor.ends(state, &broken)
    }
  }

  public func isOptional(_ step: Step) -> Bool {
    step.actor > 0 && step.code == InvalidatorStage.idle.rawValue
  }

  public func isFinished(_ state: PackedState) -> Bool {
    (0..<invalidators).reduce(state[.pc] == UInt64(program.count)) { finished, invalidator in
      let stage = state[.stage(invalidator)]
      return finished
        && (stage == UInt64(InvalidatorStage.idle.rawValue)
          || stage == UInt64(InvalidatorStage.done.rawValue))
    }
  }
}
