// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// One way in which a step can be made from an unknown state.
struct Alternative<S: StateStorage> {
  /// When.
  var condition: S.Domain.Bit
  var next: S
  /// The properties that it breaks, as a set.
  var broken: S.Domain.Word
}

/// The steps of one kind, from an unknown state.
struct StepGroup<S: StateStorage> {
  var name: String
  var alternatives: [Alternative<S>]
}

extension DriverModel {
  /// Every step that the driver, its own faults and the first thread of the mm side can make; such a
  /// thread begins again as often as it likes.
  func groups<S: StateStorage>(from state: S) -> [StepGroup<S>] {
    driverGroups(state) + [0, 1].flatMap { stageGroups($0, state) } + beginGroups(1, state)
  }

  private func driverGroups<S: StateStorage>(_ state: S) -> [StepGroup<S>] {
    scene.driver.steps.enumerated().flatMap { index, action in
      DriverMove.first(of: action).phases.enumerated().compactMap { phase, move in
        if move == .ownInvalidation { return nil }
        let pages = move.pageVariable == nil ? [0] : Array(0..<pages)
        let alternatives = pages.map { page in
          var condition = state.has(.pc, UInt64(index)) .& state.has(.phase, UInt64(phase))
          if let variable = move.pageVariable {
            condition = condition .& state.has(variable, UInt64(page))
          }
          condition = condition .& isReady(move, page: page, state)
          return alternative(condition, state) { next, broken in
            perform(move, at: index, page: page, &next, &broken)
          }
        }
        return StepGroup(name: "driver.\(move)", alternatives: alternatives)
      }
    }
  }

  private func stageGroups<S: StateStorage>(_ invalidator: Int, _ state: S) -> [StepGroup<S>] {
    let stages: [InvalidatorStage] = [
      .announce, .lockDriver, .setSequence, .unmapDevice, .unlockDriver, .change, .settle, .end,
      .unlockMmap,
    ]
    let operations: [MMOperation] =
      invalidator == 0 ? [.breakCOW, .bringBack] : MMOperation.choices
    return stages.compactMap { stage in
      if invalidator == 0 && stage == .unlockMmap { return nil }
      let alternatives = operations.flatMap { operation in
        places(operation).map { target in
          let condition =
            state.has(.stage(invalidator), UInt64(stage.rawValue))
            .& state.has(.operation(invalidator), UInt64(operation.rawValue))
            .& state.has(.target(invalidator), target) .& isReady(stage, invalidator, state)
          return alternative(condition, state) { next, broken in
            perform(stage, operation, target, invalidator, &next, &broken)
          }
        }
      }
      let actor = invalidator == 0 ? "own-fault" : "mm"
      return StepGroup(name: "\(actor).\(stage)", alternatives: alternatives)
    }
  }

  private func beginGroups<S: StateStorage>(_ invalidator: Int, _ state: S) -> [StepGroup<S>] {
    let rests =
      state.has(.stage(invalidator), UInt64(InvalidatorStage.idle.rawValue))
      .| state.has(.stage(invalidator), UInt64(InvalidatorStage.done.rawValue))
    let alternatives = MMOperation.choices.flatMap { operation in
      places(operation).flatMap { target in
        [false, true].map { refuses in
          alternative(rests .& canBegin(operation, invalidator, state), state) { next, _ in
            begin(operation, target, nonBlockable: refuses, invalidator, &next)
          }
        }
      }
    }
    return [StepGroup(name: "mm.begin", alternatives: alternatives)]
  }

  private func places(_ operation: MMOperation) -> [UInt64] {
    operation.isOfRange ? [Place.range] : (0..<pages).map { UInt64($0) }
  }

  private func alternative<S: StateStorage>(
    _ condition: S.Domain.Bit, _ state: S, _ step: (inout S, inout S.Domain.Word) -> Void
  ) -> Alternative<S> {
    var next = state
    var broken = S.Word(constant: 0)
    step(&next, &broken)
    Monitor.judge(next, pages: pages, owner: owner, &broken)
    return Alternative(condition: condition, next: next, broken: broken)
  }
}
