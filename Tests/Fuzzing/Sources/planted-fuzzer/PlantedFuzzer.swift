import Harness

@_cdecl("LLVMFuzzerTestOneInput")
public func run(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    Execution.run(start, count) { try PlantedBug.chosen?.run($0) }
    return 0
}
