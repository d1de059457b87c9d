import Testing

@testable import ATGrammar

@Suite struct PINAttemptsTests {
    @Test(
        arguments: [
            ("+CPINR: SIM PIN,3,3", 3), ("+CPINR: \"SIM PIN\",2", 2), ("^CPIN: SIM PIN,2,10,2,10,3", 2),
            ("^CPIN: READY,,10,3,10,3", 3), ("^CPIN: SIM PIN,1", 1), ("+QPINC: \"SC\",3,10", 3),
            ("+SPIC: 1,10,0,10", 1), ("+UPINCNT: 3,3,10,10", 3), ("+CPINC: 2,3,10,10", 2),
            ("+ZPINPUK: 3,10", 3), ("*EPIN: 3,10,3,10", 3), ("%PINNUM: 2,10,3,10", 2),
            ("+XPINCNT: 3, 3, 10, 10", 3), ("#PCT: 3", 3), ("^SPIC: 2", 2), ("^SPIC: 3,3", 3),
            ("PIN1=3; PUK1=10; PIN2=3; PUK2=10", 3),
        ])
    func `Each family tells in its own way how many attempts are left`(_ line: String, _ left: Int) {
        #expect(PINAttempts.left(line: line) == left)
    }

    @Test(arguments: [
        "+CPINR: SIM PIN2,3,3", "+CPINR: SIM PUK,10", "+CPINR: SIM PIN", "+QPINC: \"P2\",3,10", "+SPIC: ",
        "+SPIC: -1,10", "+SPIC: 99,10", "+SPIC: 99999999999999999999999", "^CPIN: SIM PUK,10",
        "+CPIN: SIM PIN",
        "^CPIN:", "#PCT: \"3", "PIN1=", "PIN1=x", "PIN1=99999999999999999999", "PIN1=٣", "", "OK",
    ])
    func `What does not tell of the PIN is not counted`(_ line: String) {
        #expect(PINAttempts.left(line: line) == nil)
    }
}
