import Storage
import Telephony
import Testing

@testable import CatchlineDaemon

@Suite struct SwitchboardPINTests {
    private static let nameless = ModemIdentity(imei: "490154203237518")
    private static let named = ModemIdentity(
        imei: "490154203237518", iccid: "8944110068256270054", imsi: "234300000000001")

    /// Another session: the stick was pulled out and put back.
    private func replug(_ bench: inout Bench) {
        bench.tell(.stateChanged(.gone, detail: nil))
        bench.tell(.identified(Self.nameless))
    }

    @Test func `A PIN is tried once, and not counted as tried for a SIM that wants none`() throws {
        var bench = try Bench(pin: "1234")
        #expect(bench.tell(.pinWanted(attemptsLeft: nil)) == [.enterPIN("1234")])
        #expect(bench.tell(.pinWanted(attemptsLeft: nil)).isEmpty)
        bench.tell(.stateChanged(.gone, detail: nil))
        bench.start()

        #expect(bench.pinChanged().isEmpty)
    }

    @Test(arguments: [0, 1, 2])
    func `A PIN is left for a person where few attempts are left`(_ left: Int) throws {
        var bench = try Bench(pin: "1234")

        #expect(bench.tell(.pinWanted(attemptsLeft: left)).isEmpty)
        #expect(bench.pinChanged().isEmpty)
    }

    @Test func `A try whose answer was lost is made once more where the SIM misses no attempt`() throws {
        var bench = try Bench(pin: "1234")
        var asked: [Int] = []
        for left in [nil, 2, 3, 3, nil] {
            replug(&bench)
            asked.append(bench.tell(.pinWanted(attemptsLeft: left)).count)
        }

        #expect(asked == [1, 0, 1, 0, 0])
    }

    @Test func `After a wrong PIN another is left for a person where the modem counts`() throws {
        var bench = try Bench(pin: "1234")
        bench.tell(.pinWanted(attemptsLeft: 3))
        bench.tell(.pinRefused(attemptsLeft: 2))

        #expect(bench.pinChanged().isEmpty)
        #expect(bench.switchboard.desks[Bench.modem]?.pinWish?.attemptsLeft == 2)
    }

    @Test func `One that worked is used once at each start of the SIM`() throws {
        var bench = try Bench(pin: "1234")
        for _ in 0..<5 {
            bench.tell(.identified(Self.nameless))
            #expect(bench.tell(.pinWanted(attemptsLeft: 3)) == [.enterPIN("1234")])
            bench.tell(.pinAccepted)
            replug(&bench)
        }
    }

    @Test func `A SIM without a name while it is locked is remembered by its own once it is open`() throws {
        var bench = try Bench(pin: "1234")
        bench.tell(.identified(Self.nameless))
        bench.tell(.pinWanted(attemptsLeft: nil))
        bench.tell(.pinAccepted)
        bench.tell(.identified(Self.named))

        let digest = PINDigest(pin: "1234", key: Array(repeating: 7, count: 32))
        for sim in ["490154203237518", "8944110068256270054"] {
            for _ in 0..<2 {
                #expect(try bench.store.beginPINTry(digest, sim: sim, at: bench.now) == .granted)
            }
        }
    }

    @Test func `A wrong PIN for a SIM without a name is not tried in that modem again`() throws {
        var bench = try Bench(pin: "1234")
        bench.tell(.identified(Self.nameless))
        bench.tell(.pinWanted(attemptsLeft: nil))
        bench.tell(.pinRefused(attemptsLeft: nil))
        replug(&bench)

        #expect(bench.tell(.pinWanted(attemptsLeft: nil)).isEmpty)
        #expect(bench.tell(.pinWanted(attemptsLeft: 3)).isEmpty)
    }
}
