import FoundationEssentials
import ReplyEngine
import Telephony
import Testing

/// The same strange texts in every run, put together of what the readers look for.
private let strangeTexts: [String] = {
    let pieces = [
        "{", "}", "{name}", "{company}", " ", "\n", "\0", "STOP", "please", "\u{301}", "🛑", "-", ",", ":",
        "0", "17",
        "99999999999999999999", "pm", "h", "mo", "tomorrow", "2026-11-31", "T", "'", "\u{200D}", "ＳＴ", "[",
        "]", "é",
    ]
    var state: UInt64 = 2026
    func next(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }
    return (0..<500).map { _ in (0..<next(12)).map { _ in pieces[next(pieces.count)] }.joined() }
}()

@Suite struct StrangeInputTests {
    @Test func `Whatever a template says, a text comes out, and no blank that is known stays`() {
        let values = WordsValues(company: "H", me: "D", name: nil)

        for text in strangeTexts {
            #expect(!WordsTemplate(text).filled(with: values).contains("{company}"))
        }
    }

    @Test func `Whatever is typed, a pause ends in the future or is refused`() throws {
        let now = moment(1000)
        let zone = try #require(TimeZone(secondsFromGMT: 3600))

        for text in strangeTexts {
            if let end = try? Pause(typed: text, now: now, timeZone: zone).end { #expect(end > now.wall) }
        }
    }

    @Test func `Whatever is stored, settings can be read`() {
        for text in strangeTexts {
            let read = Settings(
                Dictionary(uniqueKeysWithValues: SettingKey.allCases.map { ($0.rawValue, text) }))
            #expect(read.replyDelay <= .seconds(120))
            #expect(WordsTemplate(read.words).isUsable)
        }
    }

    @Test func `Whatever is written, it is a STOP only with such a word in it`() {
        for text in strangeTexts where Consent().wish(in: text, country: "GB") != nil {
            #expect(text.unicodeScalars.contains("S") || text.unicodeScalars.contains("Ｓ"))
        }
    }
}
