// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

/// What holds in every state of the reference driver, the notifier and any number of invalidations.
///
/// It speaks of the driver, of its own faults (invalidator 0) and of two threads of the mm side; all
/// further ones are a number, `rest`, of those that are between announcement and end. Since all
/// threads are alike and no conjunct speaks of more than one of them but the count, what is kept
/// where any one of the two acts is kept for any number: the one that acts and the one that is
/// looked at are any two.
struct JointInvariant<S: StateStorage> {
  typealias Bit = S.Domain.Bit
  typealias Word = S.Domain.Word

  struct Conjunct {
    var name: String
    var statement: String
    var holds: Bit
  }

  let model: DriverModel
  let state: S
  /// Further threads between announcement and end.
  let rest: Word

  var conjuncts: [Conjunct] {
    [
      Conjunct(
        name: "shape", statement: "every variable has a value that its actor gives it",
        holds: shape),
      Conjunct(
        name: "lock", statement: "who holds the driver's lock is where it is held", holds: lock),
      Conjunct(
        name: "count", statement: "as many invalidations are counted as are running",
        holds: count),
      Conjunct(
        name: "odd", statement: "while an invalidation runs, S is odd", holds: odd),
      Conjunct(
        name: "order", statement: "s is odd and never ahead of S", holds: order),
      Conjunct(
        name: "read", statement: "what the driver goes on with is older than S", holds: read),
      Conjunct(
        name: "sequence", statement: "from the callback to the change, s is S", holds: sequence),
      Conjunct(
        name: "torn-down", statement: "where the page table may change, the device has no entry",
        holds: tornDown),
      Conjunct(
        name: "outputs", statement: "outputs allow what the CPU allows, unless s has moved",
        holds: outputs),
      Conjunct(
        name: "checked", statement: "while the driver commits, s has not moved", holds: checked),
      Conjunct(
        name: "P8", statement: "no device entry allows what the CPU page table does not",
        holds: device),
    ]
  }

  private func index(_ action: DriverAction) -> UInt64 {
    UInt64(model.scene.driver.steps.firstIndex(of: action) ?? 0)
  }

  private func isAt(_ action: DriverAction) -> Bit { state.has(.pc, index(action)) }

  private func isAt(_ actions: [DriverAction]) -> Bit {
    actions.reduce(false) { $0 .| isAt($1) }
  }

  private func isIn(_ invalidator: Int, _ stages: [InvalidatorStage]) -> Bit {
    stages.reduce(false) { $0 .| state.has(.stage(invalidator), UInt64($1.rawValue)) }
  }

  private func all(_ conditions: [Bit]) -> Bit { conditions.reduce(true) { $0 .& $1 } }

  private func implies(_ condition: Bit, _ conclusion: Bit) -> Bit { .!condition .| conclusion }

  private func isBelow(_ variable: Variable, _ end: Int) -> Bit {
    state[variable] .< Word(constant: UInt64(end))
  }

  private func isAmong(_ variable: Variable, _ values: [Result]) -> Bit {
    values.reduce(false) { $0 .| state.has(variable, UInt64($1.rawValue)) }
  }

  private var walk: UInt64 { index(.walk) }

  // MARK: The conjuncts

  private var shape: Bit {
    let walks = isAt(.walk)
    let isBefore = state[.pc] .< Word(constant: walk)
    let faults = walks .& state.has(.phase, WalkPhase.fault)
    let waitsForItself = walks .& state.has(.phase, WalkPhase.ownInvalidation)
    var conditions: [Bit] = [
      isBelow(.pc, model.program.count + 1),
      isBelow(.cursor, model.pages), isBelow(.at, model.pages), state.has(.base, 0),
      implies(.!walks .& .!isAt(.readSequence), state.has(.phase, 0)),
      implies(walks, isBelow(.phase, 5)), implies(isAt(.readSequence), isBelow(.phase, 2)),
      implies(
        isBefore .| walks .| isAt([.lockDriver, .check, .commit]), isAmong(.result, [.success])),
      implies(isAt(.unlockMmap), isAmong(.result, [.success, .busy, .failed])),
      implies(isAt(.unlockDriver), isAmong(.result, [.success, .invalid])),
      implies(faults, state[.cursor] .<= state[.at]),
      // The driver's own faults.
      state.has(.nonBlockable(0), 0),
      .!(waitsForItself .^ .!isIn(0, [.idle])),
      implies(
        waitsForItself,
        isBelow(.target(0), model.pages) .& (state[.cursor] .<= state[.target(0)])
          .& (state.has(.operation(0), UInt64(MMOperation.breakCOW.rawValue))
            .| state.has(.operation(0), UInt64(MMOperation.bringBack.rawValue)))),
    ]
    for variable in bits { conditions.append(isBelow(variable, 2)) }
    for page in 0..<model.pages {
      conditions += [
        state[.entry(page)].isIn(JointInvariant.kinds), isBelow(.vma(page), 3),
        isBelow(.device(page), 4), isBelow(.slot(page), 8),
      ]
    }
    for invalidator in 0..<model.invalidators { conditions.append(shape(of: invalidator)) }
    return all(conditions)
  }

  private var bits: [Variable] {
    [.huge, .mmDead, .mmReference] + (0..<model.pages).map { .shared($0) }
      + (0..<model.invalidators).map { .nonBlockable($0) }
  }

  static var kinds: KindSet {
    [
      .none, .readOnly, .writable, .swap, .migration, .devicePrivateReadOnly,
      .devicePrivateWritable, .foreignPrivateReadOnly, .foreignPrivateWritable,
    ]
  }

  private func shape(of invalidator: Int) -> Bit {
    let rests = isIn(invalidator, [.idle, .done])
    let works = isIn(
      invalidator,
      [
        .announce, .lockDriver, .setSequence, .unmapDevice, .unlockDriver, .change, .settle, .end,
        .unlockMmap,
      ])
    let operation = state[.operation(invalidator)]
    let isOfRange = MMOperation.choices.filter(\.isOfRange).reduce(false as Bit) { any, choice in
      any .| (operation .== Word(constant: UInt64(choice.rawValue)))
    }
    let target = Bit.select(
      isOfRange, state.has(.target(invalidator), Place.range),
      isBelow(.target(invalidator), model.pages))
    return rests
      .| (works .& isBelow(.operation(invalidator), MMOperation.allCases.count) .& target)
  }

  private var lock: Bit {
    let driver = isAt([.check, .commit, .unlockDriver])
    let holders = (0..<model.invalidators).map { invalidator in
      .!(isIn(invalidator, [.setSequence, .unmapDevice, .unlockDriver])
        .^ state.has(.driverLock, UInt64(2 + invalidator)))
    }
    return .!(driver .^ state.has(.driverLock, 1)) .& all(holders)
  }

  private func isRunning(_ invalidator: Int) -> Bit {
    isIn(
      invalidator,
      [.lockDriver, .setSequence, .unmapDevice, .unlockDriver, .change, .settle, .end])
  }

  private var count: Bit {
    let running = (0..<model.invalidators).reduce(rest) { sum, invalidator in
      sum &+ Word.select(isRunning(invalidator), Word(constant: 1), Word(constant: 0))
    }
    return state[.active] .== running
  }

  private var odd: Bit {
    let isOdd = state[.mmSequence].has(Word(constant: 1))
    return all((0..<model.invalidators).map { implies(isRunning($0), isOdd) })
  }

  private var order: Bit {
    state[.rangeSequence].has(Word(constant: 1)) .& (state[.rangeSequence] .<= state[.mmSequence])
  }

  private var read: Bit {
    let goesOn =
      (Word(constant: index(.readSequence)) .< state[.pc]) .& isBelow(.pc, Int(index(.releaseMM)))
    return implies(goesOn, state[.sequence] .< state[.mmSequence])
      .& implies(
        isAt(.readSequence) .& state.has(.phase, 1), state[.sequence] .<= state[.mmSequence])
  }

  private var sequence: Bit {
    let isEqual = state[.rangeSequence] .== state[.mmSequence]
    return all(
      (0..<model.invalidators).map {
        implies(isIn($0, [.unmapDevice, .unlockDriver, .change, .settle]), isEqual)
      })
  }

  private var tornDown: Bit {
    var conditions: [Bit] = []
    for invalidator in 0..<model.invalidators {
      let mayChange = isIn(invalidator, [.unlockDriver, .change, .settle])
      for page in 0..<model.pages {
        let covers =
          state.has(.target(invalidator), UInt64(page))
          .| state.has(.target(invalidator), Place.range)
        conditions.append(implies(mayChange .& covers, state.has(.device(page), 0)))
      }
    }
    return all(conditions)
  }

  private var hasMoved: Bit { state[.rangeSequence] .!= state[.sequence] }

  private var outputs: Bit {
    let isWell = state.has(.result, UInt64(Result.success.rawValue))
    let isBehind = isAt([.unlockMmap, .lockDriver, .check, .commit]) .& isWell
    return all(
      (0..<model.pages).map { page in
        let isWalked = isAt(.walk) .& (Word(constant: UInt64(page)) .< state[.cursor])
        let flags = state[.slot(page)]
        let isValid = flags.has(Word(constant: SlotFlags.valid))
        let writes = flags.has(Word(constant: SlotFlags.write))
        let agrees =
          (state[.slotFrame(page)] .== state[.frame(page)])
          .& allows(page, writes: writes)
        return implies((isWalked .| isBehind) .& .!hasMoved .& isValid, agrees)
      })
  }

  /// Whether the CPU's entry of a page can be read, and written where `writes` holds; an entry of
  /// the device's own memory allows what it grants.
  private func allows(_ page: Int, writes: Bit) -> Bit {
    let kind = state[.entry(page)]
    let readable: KindSet = [
      .readOnly, .writable, .devicePrivateReadOnly, .devicePrivateWritable,
    ]
    return kind.isIn(readable)
      .& implies(writes, kind.isIn([.writable, .devicePrivateWritable]))
  }

  private var checked: Bit { implies(isAt(.commit), .!hasMoved) }

  private var device: Bit {
    all(
      (0..<model.pages).map { page in
        let maps = state[.device(page)] .!= Word(constant: 0)
        let writes = state[.device(page)].has(Word(constant: SlotFlags.write))
        return implies(
          maps,
          (state[.deviceFrame(page)] .== state[.frame(page)]) .& allows(page, writes: writes))
      })
  }
}
