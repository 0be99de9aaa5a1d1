// SPDX-License-Identifier: GPL-2.0-or-later

import Logic

// The rounds of the inductive proof: for each window, its cursor at each of its pages and behind it,
// once in a longer range with others about, and once alone. All rows ask of the same rounds.
extension Plan {
  mutating func addRounds() {
    if !isOneLoop { return }
    let (target, basis) = (target, basis)
    let inRange = rows.filter {
      [.witness, .frame, .text].contains($0.group) && $0.id != "frame.tables"
    }.map(\.id)
    for skeleton in windows {
      addBeginning(skeleton)
      for cursor in 0...skeleton.scenario.count {
        add(
          Part(
            "witness \(skeleton.name), cursor \(cursor)", rows: inRange,
            weight: skeleton.scenario.count - cursor
          ) { graph, wanted in
            let window = Window(
              skeleton, cursor: cursor, target: target, basis: basis, in: graph)
            return window.questions("witness", wanted) + window.frameQuestions(wanted)
              + window.textQuestions(wanted) + window.guards
          })
        if cursor == skeleton.scenario.count { continue }
        add(
          Part(
            "progress \(skeleton.name), cursor \(cursor)",
            rows: ["frame.tables", Plan.ending]
          ) { graph, wanted in
            let window = Window(
              skeleton, cursor: cursor, target: target, basis: basis, setting: .quiet, in: graph)
            return (wanted.contains("frame.tables") ? window.tableQuestions() : [])
              + window.progressQuestions(wanted) + window.guards
          })
      }
    }
  }
}
