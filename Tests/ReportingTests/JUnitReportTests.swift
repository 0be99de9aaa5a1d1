// SPDX-License-Identifier: GPL-2.0-or-later

import Checking
import Foundation
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@testable import Reporting

@Suite struct JUnitReportTests {
  @Test func replays() {
    #expect(
      JUnitReport.text(Samples.replays)
        == """
        <?xml version="1.0" encoding="UTF-8"?>
        <testsuites name="hmmcheck" tests="3" failures="1" errors="1" skipped="0" time="0.0">
          <testsuite name="replay" tests="3" failures="1" errors="1" skipped="0" time="0.0">
            <testcase classname="hmmcheck.corpus" name="Counterexamples/swap-need.json" time="0"/>
            <testcase classname="hmmcheck.corpus" name="a#&lt;&amp;&quot;&apos;&gt;&#10;.json" time="0">
              <failure message="a#&lt;&amp;&quot;&apos;&gt;_.json: v5.2 keeps C9, the file says that it breaks it">a#&lt;&amp;&quot;&apos;&gt;_.json: v5.2 keeps C9, the file says that it breaks it</failure>
            </testcase>
            <testcase classname="hmmcheck.corpus" name="bad.json" time="0">
              <error message="refused: bad.json: count: missing; add &quot;count&quot;: 1">refused: bad.json: count: missing; add &quot;count&quot;: 1</error>
            </testcase>
            <system-out>1 case as recorded, 1 differs, 1 refused</system-out>
          </testsuite>
        </testsuites>

        """)
  }

  @Test func wellFormed() {
    for text in [JUnitReport.text(Samples.broken), JUnitReport.text(Samples.replays)] {
      let reader = Reader()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = reader
      #expect(parser.parse(), "\(String(describing: parser.parserError))")
      #expect(reader.counts["testcase"].map { "\($0)" } == reader.suite["tests"])
      #expect(reader.counts["failure"].map { "\($0)" } == reader.suite["failures"])
      #expect(reader.counts["error"].map { "\($0)" } == reader.suite["errors"])
      #expect("\(reader.counts["skipped"] ?? 0)" == reader.suite["skipped"])
      #expect(reader.names.contains("a#<&\"'>\n.json"))
    }
  }

  @Test func aFailureCarriesItsCase() {
    let text = JUnitReport.text(Samples.broken)
    #expect(
      text.contains(
        """
              <failure message="318 seeds, fixed by swap-need (e3fe8e555dd0, 5.4)">C6  on 0, REQ_FAULT
        """.replacing("\n", with: "")))
    #expect(text.contains("<skipped message=\"never exercised\"/>"))
    #expect(
      text.contains(
        "<testsuite name=\"v5.2\" tests=\"28\" failures=\"5\" errors=\"1\" skipped=\"1\""))
  }

  @Test func escapes() {
    #expect(
      JUnitReport.escaped("a<b>&\"'\u{1}\u{fffe}") == "a&lt;b&gt;&amp;&quot;&apos;\u{fffd}\u{fffd}")
  }

  /// Counts elements, and keeps what the suite says of itself.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var suite: [String: String] = [:]
    var names: [String] = []

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      counts[name, default: 0] += 1
      if name == "testsuite" { suite = attributes }
      if name == "testcase", let called = attributes["name"] { names.append(called) }
    }
  }
}
