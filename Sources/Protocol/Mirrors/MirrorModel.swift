// SPDX-License-Identifier: GPL-2.0-or-later

/// Threads of a ``MirrorScene``: 0 to 2 the drivers, 3 the first driver's second thread, 4 the exit
/// of the process, 5 and 6 invalidations, 7 device memory, 8 a CPU.
///
/// It is only explored, and therefore written on known states, not over a domain.
public struct MirrorModel: ProtocolModel {
  public let scene: MirrorScene

  static let rangeThread = 3
  static let exitThread = 4
  static let deviceThread = 7
  static let faultThread = 8

  public init(_ scene: MirrorScene) { self.scene = scene }

  /// The threads that there are.
  var threads: [Int] {
    Array(0..<scene.mirrors) + (scene.usesRange ? [MirrorModel.rangeThread] : [])
      + (scene.exits ? [MirrorModel.exitThread] : [])
      + (5..<(5 + scene.invalidations))
      + (scene.deviceMemory ? [MirrorModel.deviceThread, MirrorModel.faultThread] : [])
  }

  public var actors: [String] { threads.map(MirrorModel.name) }

  static func name(_ thread: Int) -> String {
    switch thread {
    case rangeThread: "driver 1 range"
    case exitThread: "exit"
    case 5, 6: "mm \(thread - 4)"
    case deviceThread: "device"
    case faultThread: "cpu"
    default: "driver \(thread + 1)"
    }
  }

  public var properties: [Property] { [.useAfterFree, .progress, .leak] }

  public var roots: [PackedState] {
    var state = PackedState()
    for thread in 0..<7 { set(.done, thread, &state) }
    set(.done, MirrorModel.deviceThread, &state)
    set(.done, MirrorModel.faultThread, &state)
    for thread in threads {
      switch thread {
      case MirrorModel.rangeThread: set(.registerRange, thread, &state)
      case MirrorModel.exitThread, 5, 6: set(.enter, thread, &state)
      case MirrorModel.deviceThread: set(.addMemory, thread, &state)
      case MirrorModel.faultThread: set(.faultDevice, thread, &state)
      default: set(.register, thread, &state)
      }
    }
    return [state]
  }

  func variable(_ thread: Int) -> Variable {
    switch thread {
    case MirrorModel.deviceThread: .deviceStage
    case MirrorModel.faultThread: .faultStage
    default: .mirrorStage(thread)
    }
  }

  func stage(_ thread: Int, _ state: PackedState) -> MirrorStage {
    MirrorStage(rawValue: UInt8(state[variable(thread)])) ?? .done
  }

  func set(_ stage: MirrorStage, _ thread: Int, _ state: inout PackedState) {
    state[variable(thread)] = UInt64(stage.rawValue)
  }

  func has(_ fix: ProtocolFix) -> Bool { scene.fixes.contains(fix) }

  public func expand(
    _ state: PackedState, onlyLocal: Bool, _ body: (Step, PackedState, UInt64) -> Void
  ) -> Int {
    var count = 0
    for thread in threads {
      let stage = stage(thread, state)
      guard isReady(stage, thread, state) else { continue }
      var next = state
      var broken: UInt64 = 0
      perform(stage, thread, &next, &broken)
      MirrorMonitor.judge(next, isFinished: isFinished(next), &broken)
      body(Step(actor: thread, code: stage.rawValue), next, broken)
      // Who comes back to where it was has not moved; who may as well do nothing need not.
      if next != state && !mayRest(stage, thread) { count += 1 }
    }
    return count
  }

  /// A thread that need not ever go on.
  private func mayRest(_ stage: MirrorStage, _ thread: Int) -> Bool {
    switch stage {
    case .enter, .registerRange, .faultDevice, .unlist: true
    default: false
    }
  }

  public func isOptional(_ step: Step) -> Bool {
    MirrorStage(rawValue: step.code).map { mayRest($0, Int(step.actor)) } ?? false
  }

  public func isFinished(_ state: PackedState) -> Bool {
    threads.allSatisfy { thread in
      let stage = stage(thread, state)
      return stage == .done || mayRest(stage, thread)
    }
  }

  public func name(_ step: Step, in state: PackedState) -> StepName {
    let thread = Int(step.actor)
    let stage = MirrorStage(rawValue: step.code) ?? .done
    return StepName(actor: MirrorModel.name(thread), step: name(stage, thread, state))
  }
}
