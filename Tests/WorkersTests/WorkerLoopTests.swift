// SPDX-License-Identifier: GPL-2.0-or-later

import Foundation
import Testing

@testable import Workers

@Suite struct WorkerLoopTests {
  /// What the loop writes when it reads this.
  private func answers(to input: String) throws -> String {
    let requests = Pipe()
    let answers = Pipe()
    // Both are less than a pipe holds.
    requests.fileHandleForWriting.write(Data(input.utf8))
    try requests.fileHandleForWriting.close()
    WorkerLoop.run(
      input: requests.fileHandleForReading.fileDescriptor,
      output: answers.fileHandleForWriting.fileDescriptor
    ) { "<\($0)>" }
    try answers.fileHandleForWriting.close()
    return String(decoding: answers.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
  }

  @Test func everyLineIsAnswered() throws {
    #expect(try answers(to: "") == "")
    #expect(try answers(to: "a\n\nb\r\n") == "<a>\n<>\n<b\r>\n")
    let long = String(repeating: "é", count: 10_000)
    #expect(try answers(to: long + "\n") == "<\(long)>\n")
  }

  @Test func anUnfinishedLineIsNoRequest() throws { #expect(try answers(to: "a\nb") == "<a>\n") }
}
