// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

/// One activation with more than one state: those that have gone different ways and have not met
/// again.
///
/// The state that goes on is always the one at the block that is first in reverse post-order, so
/// that others reach a block before it is left; states that are at one block become one. All that
/// return, or err, become one as well.
struct Schedule<E: Environment> {
  typealias Word = E.Domain.Word
  typealias Bit = E.Domain.Bit
  typealias Path = Decisions<E.Domain>.Path

  /// A state that waits at an instruction.
  private struct Pending {
    let index: Int
    /// Whether others that come to the same place become one with it.
    let mayMeet: Bool
    var path: Path
    var loops: Loops
    var registers: [Word]
    var machine: Machine<E>
  }

  /// How often a state has gone back in the function, as far as branches that are not decided have
  /// sent it there.
  private struct Loops {
    var turns = 0
    /// It has come by such a branch since its last turn.
    var isOpen = false

    /// The state goes from one block to another, by their places in reverse post-order.
    mutating func go(from: Int32, to: Int32) {
      guard isOpen, to >= 0, to <= from else { return }
      turns += 1
      isOpen = false
    }
  }

  /// Of the state that runs: its own loops, and the block that it began in.
  private var loops = Loops()
  private var block: Int32 = 0

  private let function: Function
  private let frame: Int
  private let decisions = Decisions<E.Domain>()
  private var pending: [Pending] = []
  /// All that has ended, as one.
  private var ended: (path: Path, value: Word, machine: Machine<E>)?

  init(function: Function, frame: Int) {
    self.function = function
    self.frame = frame
  }

  /// Goes on from `exit`, with which the state in `interpreter` and `machine` stopped, until nothing
  /// is pending; `machine` and what is returned stand for all ways there were.
  mutating func run(
    _ exit: Exit<Word, Bit>, _ interpreter: Interpreter<E>, _ code: UnsafePointer<Instruction>,
    _ machine: inout Machine<E>
  ) -> Word {
    let count = function.template.count
    var exit = exit
    var path = Decisions<E.Domain>.always
    var reserve = machine.fuel
    let registers = UnsafeMutableBufferPointer(start: interpreter.registers, count: count)
    while true {
      take(exit, path, registers, machine)
      var fuel = machine.fuel
      if fuel <= 0 {
        // A way that no run takes may have burnt all: the others get half of what there was before.
        reserve /= 2
        fuel = reserve
      }
      guard let next = removeFirst() else { break }
      path = next.path
      loops = next.loops
      block = rank(next)
      for (index, word) in next.registers.enumerated() { registers[index] = word }
      machine = next.machine
      // What is left is for all of them together.
      machine.fuel = fuel
      exit = interpreter.run(
        from: next.index, isAlone: pending.isEmpty, code, &machine)
    }
    guard let ended else { return Word(constant: 0) }
    let fuel = machine.fuel
    machine = ended.machine
    machine.fuel = fuel
    return ended.value
  }

  private mutating func take(
    _ exit: Exit<Word, Bit>, _ path: Path, _ registers: UnsafeMutableBufferPointer<Word>,
    _ machine: Machine<E>
  ) {
    switch exit {
    case .returned(let value): end(path, value, machine)
    case .failed: end(path, Word(constant: 0), machine)
    case .arrived(let index): wait(index, path, registers, machine)
    case .fork(let condition, let yes, let no):
      guard decisions.count < machine.mostDecisions else {
        var other = machine
        other.fail(.outOfFuel, where: true, at: function.base + yes)
        end(path, Word(constant: 0), other)
        return
      }
      loops.isOpen = true
      let holds = decisions.path(condition)
      wait(yes, decisions.and(path, holds), registers, machine)
      wait(no, decisions.and(path, decisions.not(holds)), registers, machine)
    case .split(let index):
      let erred = machine.error .!= Word(constant: 0)
      var machine = machine
      machine.seekInterrupted(function.base + index - 1, where: erred)
      if erred.constant == true {
        end(path, Word(constant: 0), machine)
        return
      }
      let errs = decisions.path(erred)
      let failing = decisions.and(path, errs)
      if failing != 0 { end(failing, Word(constant: 0), machine) }
      var other = machine
      other.error = Word(constant: 0)
      wait(index, decisions.and(path, decisions.not(errs)), registers, other)
    case .distinguish(let register, let condition, let first, let second, let index):
      let holds = decisions.path(condition)
      registers[Int(register)] = first
      wait(index, decisions.and(path, holds), registers, machine, mayMeet: false)
      registers[Int(register)] = second
      wait(
        index, decisions.and(path, decisions.not(holds)), registers, machine, mayMeet: false)
    }
  }

  /// Puts a state to wait, or makes it one with the state that waits there.
  private mutating func wait(
    _ index: Int, _ path: Path, _ registers: UnsafeMutableBufferPointer<Word>,
    _ machine: Machine<E>, mayMeet: Bool = true
  ) {
    guard path != 0 else { return }
    var loops = loops
    loops.go(from: block, to: function.order[index])
    if loops.turns > machine.mostTurns {
      var other = machine
      other.fail(.outOfFuel, where: true, at: function.base + index)
      end(path, Word(constant: 0), other)
      return
    }
    // Only at the start of a block can states meet: within one, what is live is not known.
    guard mayMeet, function.order[index] >= 0,
      let place = pending.firstIndex(where: { $0.index == index && $0.mayMeet })
    else {
      pending.append(
        Pending(
          index: index, mayMeet: mayMeet, path: path, loops: loops, registers: Array(registers),
          machine: machine))
      return
    }
    let condition = tell(path, from: pending[place].path)
    for register in function.live[index] ?? [] {
      pending[place].registers[Int(register)] = Word.select(
        condition, registers[Int(register)], pending[place].registers[Int(register)])
    }
    var merged = machine
    merged.merge(condition, else: pending[place].machine)
    pending[place].machine = merged
    pending[place].path = decisions.or(path, pending[place].path)
    // What is left of the bound is left for both.
    if loops.turns < pending[place].loops.turns { pending[place].loops = loops }
  }

  private mutating func end(_ path: Path, _ value: Word, _ machine: Machine<E>) {
    guard path != 0 else { return }
    guard let before = ended else {
      ended = (path, value, machine)
      return
    }
    let condition = tell(path, from: before.path)
    var merged = machine
    merged.merge(condition, else: before.machine)
    ended = (
      decisions.or(path, before.path), Word.select(condition, value, before.value), merged
    )
  }

  /// A condition that holds on `path` and not on `other`, which exclude each other.
  private func tell(_ path: Path, from other: Path) -> Bit {
    decisions.bit(decisions.restrict(path, to: decisions.or(path, other)))
  }

  /// The state that is to go on. One in the middle of a block goes first.
  private mutating func removeFirst() -> Pending? {
    guard let first = pending.indices.min(by: { rank(pending[$0]) < rank(pending[$1]) }) else {
      return nil
    }
    return pending.remove(at: first)
  }

  private func rank(_ state: Pending) -> Int32 { function.order[state.index] }
}
