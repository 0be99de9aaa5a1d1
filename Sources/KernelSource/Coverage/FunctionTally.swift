// SPDX-License-Identifier: GPL-2.0-or-later

/// Counts of the lines and branches of one function, over all programs that were made of its text.
struct FunctionTally {
  private struct BranchKey: Hashable {
    let line: Int
    let place: BranchCoverage.Place
  }

  /// Of the file whose lines are meant.
  let file: String
  private var runs: [Int: UInt64] = [:]
  private var branches: [BranchKey: BranchCoverage] = [:]

  init(file: String) { self.file = file }

  /// Counts in what ran of the function in one program.
  mutating func add(_ function: Function, _ program: Program, _ counts: BlockCounts) {
    let graph = ControlFlow(function.code)
    var lines: [Int: UInt64] = [:]
    for block in 0..<graph.count {
      let range = graph.range(block)
      var times = ended(function, range.upperBound - 1, counts)
      for index in range.reversed() {
        times += counts.interrupted[function.base + index] ?? 0
        guard let line = line(of: index, function, program) else { continue }
        lines[line] = max(lines[line] ?? 0, times)
      }
    }
    for (line, times) in lines { runs[line, default: 0] += times }
    addBranches(function, program, counts)
  }

  /// How often the end of a block was reached.
  private func ended(_ function: Function, _ last: Int, _ counts: BlockCounts) -> UInt64 {
    let slot = function.firstSlot + Int(function.code[last].d)
    switch function.code[last].opcode {
    case .branch: return counts.count(slot) + counts.count(slot + 1)
    case .jump, .returnValue, .returnVoid: return counts.count(slot)
    default: return 0
    }
  }

  /// The line in which an instruction is written; nil for one that nobody wrote: what leads on behind
  /// a branch, what a function begins and ends with, the dispatch of a switch.
  private func line(of index: Int, _ function: Function, _ program: Program) -> Int? {
    let position = function.positions[index]
    let instruction = function.code[index]
    guard program.name(of: position) == file, position != function.position else { return nil }
    if instruction.opcode == .jump, instruction.size != Instruction.written { return nil }
    if instruction.opcode == .branch,
      [Instruction.case, Instruction.lastCase].contains(Int(instruction.size))
    {
      return nil
    }
    return Int(position.line)
  }

  private mutating func addBranches(
    _ function: Function, _ program: Program, _ counts: BlockCounts
  ) {
    var numbers: [Position: Int] = [:]
    for (index, instruction) in function.code.enumerated() {
      let position = function.positions[index]
      guard program.name(of: position) == file else { continue }
      let names: [String]
      let slot: Int
      switch instruction.opcode {
      case .select:
        slot = function.firstSlot + 2 * Int(instruction.size)
        names = ["true", "false"]
      case .branch:
        slot = function.firstSlot + Int(instruction.d)
        switch Int(instruction.size) {
        case Instruction.case: names = ["case"]
        case Instruction.lastCase: names = ["case", "no case"]
        case Instruction.negated: names = ["false", "true"]
        default: names = ["true", "false"]
        }
      default: continue
      }
      let number = numbers[position, default: 0]
      numbers[position] = number + 1
      let branch = BranchCoverage(
        place: BranchCoverage.Place(column: Int(position.column), number: number),
        outcomes: FunctionTally.outcomes(names, from: slot, counts))
      let key = BranchKey(line: Int(position.line), place: branch.place)
      if branches[key] == nil { branches[key] = branch } else { branches[key]?.merge(branch) }
    }
  }

  /// The outcomes that are counted from a place on; `true` stands before `false`.
  private static func outcomes(
    _ names: [String], from slot: Int, _ counts: BlockCounts
  ) -> [BranchCoverage.Outcome] {
    let outcomes = names.enumerated().map {
      BranchCoverage.Outcome(name: $1, runs: counts.count(slot + $0))
    }
    return names.first == "false" ? outcomes.reversed() : outcomes
  }

  /// The lines, with the text of their file.
  func lines(_ text: [Substring]) -> [LineCoverage] {
    let branched = Dictionary(grouping: branches, by: \.key.line)
    return Set(runs.keys).union(branched.keys).sorted().map { line in
      LineCoverage(
        number: line, text: LineCoverage.trimmed(text, line), runs: runs[line] ?? 0,
        branches: (branched[line] ?? []).map(\.value).sorted { $0.place < $1.place })
    }
  }
}

extension LineCoverage {
  static func trimmed(_ text: [Substring], _ line: Int) -> String {
    guard text.indices.contains(line - 1) else { return "" }
    return text[line - 1].split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}

extension BlockCounts {
  /// What was counted at a place; nothing where the program never ran.
  func count(_ slot: Int) -> UInt64 { slot < slots.count ? slots[slot] : 0 }
}

extension Program {
  func name(of position: Position) -> String {
    let index = Int(position.file)
    return files.indices.contains(index) ? files[index] : ""
  }
}
