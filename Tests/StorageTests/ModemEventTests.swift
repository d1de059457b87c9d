import Foundation
import Storage
import Telephony
import Testing

@Suite struct ModemEventTests {
    @Test func `What became of a modem is read back, for one line or for all, oldest first`() throws {
        let fixture = try StoreFixture()
        let (one, other) = (LineID(rawValue: "sim:1"), LineID(rawValue: "sim:2"))
        try fixture.store.recordModemState(line: one, state: .ready, at: at(0))
        try fixture.store.recordRegistration(line: other, registration: .searching, at: at(1))
        try fixture.store.recordModemState(line: one, state: .recovering, at: at(2))

        let all = try fixture.store.reader.modemEvents()
        let late = try fixture.store.reader.modemEvents(line: one, since: at(1).wall)

        #expect(all.map(\.state) == ["ready", "searching", "recovering"])
        #expect(all.map(\.kind) == ["modem.state", "modem.registration", "modem.state"])
        #expect(late.map(\.state) == ["recovering"])
        #expect(late.map(\.line) == [one])
    }
}
