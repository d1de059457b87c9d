import SMSCodec
import Storage
import Testing

@testable import catchline

@Suite struct WordsReportTests {
    @Test func `A character that comes often is named once, with its places`() {
        #expect(
            WordsReport(Segmentation("“Hi” – it’s me – “Dan”")).lines == [
                "22 characters, UCS-2, 22 of 70, 1 text. 7 characters are outside GSM-7: “ (positions 1 and 18), "
                    + "” (positions 4 and 22), – (positions 6 and 16), ’ (position 10)",
                "With \", - and ' instead: GSM-7, 22 of 160, 1 text.",
            ])
    }

    @Test func `A long list of characters ends in a number`() {
        let lines = WordsReport(Segmentation("абвгдежзийклм" + String(repeating: "а", count: 20))).lines

        #expect(lines.count == 1)
        #expect(lines.first?.contains("а (positions 1, 14, 15, 16, 17 and 16 more), б (position 2)") == true)
        #expect(lines.first?.hasSuffix("з (position 8) and 5 more") == true)
    }

    @Test func `A swap that saves nothing is not held out to a person`() {
        let report = WordsReport(Segmentation("Привет, “Дан”"))

        #expect(report.swapped?.alphabet == "ucs2")
        #expect(report.lines.count == 1)
    }

    @Test func `A picture can be left out`() {
        #expect(
            WordsReport(Segmentation("On my way 🚐")).lines.last
                == "With nothing instead: GSM-7, 10 of 160, 1 text.")
    }

    @Test func `National tables are named to a person, and are GSM 7 bit to a program`() throws {
        let report = WordsReport(Segmentation("Müşteri arıyor", allowing: [.turkish, .spanish]))

        #expect(report.lines == ["14 characters, GSM-7 (Turkish), 16 of 155, 1 text."])
        #expect(
            try JSONLine.encode(report)
                == #"{"alphabet":"gsm7","left":139,"offenders":[],"parts":1,"swapped":null,"units":16}"#)
    }

    @Test func `Words that are too long to be sent at all are said to be`() {
        let lines = WordsReport(Segmentation(String(repeating: "x", count: 255 * 153 + 1))).lines

        #expect(lines.last == "It cannot be sent: 255 texts are the most that fit together.")
    }
}
