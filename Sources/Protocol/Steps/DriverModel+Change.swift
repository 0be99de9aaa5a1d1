// SPDX-License-Identifier: GPL-2.0-or-later

import AddressSpace
import Logic

// What the operations do to the CPU's page table, between start and end of the invalidation.
extension DriverModel {
  @inline(__always)
  func change<S: StateStorage>(
    _ operation: MMOperation, _ target: UInt64, _ invalidator: Int, _ state: inout S,
    _ broken: inout S.Domain.Word
  ) {
    var settles: S.Domain.Bit = false
    switch operation {
    case .split: state.set(.huge, 0)
    case .collapse: collapse(&state, &broken)
    default:
      for page in covered(target) {
        settles = settles .| alter(operation, page, &state, &broken)
      }
    }
    go(invalidator, &state, to: afterChange(target))
    go(invalidator, &state, to: .settle, if: settles)
  }

  /// Changes the entry of one page.
  ///
  /// - Returns: Whether a migration began, which is to be settled.
  @inline(__always)
  private func alter<S: StateStorage>(
    _ operation: MMOperation, _ page: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) -> S.Domain.Bit {
    let kind = state[.entry(page)]
    let isMapped = kind.isIn(.mapped)
    let isPrivate = kind.isIn(.devicePrivatePTE)
    let isShared = state.isSet(.shared(page))
    switch operation {
    case .munmap, .zap, .exit:
      free(page, if: isMapped .| isPrivate, &state)
      state[.entry(page)] = S.Word(Kind.none)
      state.set(.shared(page), 0)
      state.set(.huge, 0)
      if operation != .zap { state.set(.vma(page), 0) }
    case .mprotect:
      state.set(.vma(page), 1, if: state.has(.vma(page), 2))
      protect(page, &state)
      state.set(.huge, 0)
    case .fork:
      protect(page, &state)
      state.set(.shared(page), 1, if: isMapped .| isPrivate)
    case .reclaim:
      let isTaken = isMapped .& .!isShared .& .!state.isSet(.huge)
      free(page, if: isTaken, &state)
      state.set(.entry(page), S.Word(Kind.swap), if: isTaken)
    case .migrateToDevice:
      let begins = isMapped .& .!isShared
      state.set(.entry(page), S.Word(Kind.migration), if: begins)
      state.set(.huge, 0, if: begins)
      return begins
    case .migrateFromDevice, .bringBack:
      state.set(.entry(page), S.Word(Kind.migration), if: isPrivate)
      return isPrivate
    case .breakCOW:
      let copies = (kind .== Kind.readOnly) .& isShared
      renew(page, if: copies, &state, &broken)
      state.set(.entry(page), S.Word(Kind.writable), if: copies)
      state.set(.huge, 0, if: copies)
    case .split, .collapse: break
    }
    return false
  }

  /// Takes the right to write away, and keeps the rest.
  @inline(__always)
  private func protect<S: StateStorage>(_ page: Int, _ state: inout S) {
    let kind = state[.entry(page)]
    let isWritable = kind.isIn(.protocolWritable)
    // Each read-only kind stands directly before its writable twin.
    state.subtract(.entry(page), 1, if: isWritable)
  }

  /// The frame of a page goes back to the kernel, unless a child maps it as well.
  @inline(__always)
  private func free<S: StateStorage>(_ page: Int, if condition: S.Domain.Bit, _ state: inout S) {
    let bit = S.Word(constant: 1).shiftedLeft(state[.frame(page)])
    let isFreed = condition .& .!state.isSet(.shared(page))
    state.set(.freed(page), state[.freed(page)] | bit, if: isFreed)
  }

  /// The page gets a new frame.
  @inline(__always)
  private func renew<S: StateStorage>(
    _ page: Int, if condition: S.Domain.Bit, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    Monitor<S>.passesBounds(condition .& state.has(.frame(page), 7), &broken)
    state.add(.frame(page), 1, if: condition)
    state.set(.shared(page), 0, if: condition)
  }

  /// The end of a migration: the contents are in a new frame, the old one is freed.
  @inline(__always)
  func settle<S: StateStorage>(
    _ operation: MMOperation, _ page: Int, _ state: inout S, _ broken: inout S.Domain.Word
  ) {
    let ends = state[.entry(page)] .== Kind.migration
    free(page, if: ends, &state)
    renew(page, if: ends, &state, &broken)
    let toDevice = operation == .migrateToDevice
    let readOnly: Kind = toDevice ? .devicePrivateReadOnly : .readOnly
    let writable: Kind = toDevice ? .devicePrivateWritable : .writable
    let kind = S.Word.select(
      state.has(.vma(page), 2), S.Word(writable), S.Word(readOnly))
    state.set(.entry(page), kind, if: ends)
  }

  /// All pages move into one huge page, where all are mapped alike and belong to nobody else.
  @inline(__always)
  private func collapse<S: StateStorage>(_ state: inout S, _ broken: inout S.Domain.Word) {
    var canMove = .!state.isSet(.huge)
    for page in 0..<pages {
      canMove =
        canMove .& state[.entry(page)].isIn(.mapped)
        .& .!state.isSet(.shared(page)) .& (state[.entry(page)] .== state[.entry(0)])
    }
    for page in 0..<pages {
      free(page, if: canMove, &state)
      renew(page, if: canMove, &state, &broken)
    }
    state.set(.huge, 1, if: canMove)
  }
}
