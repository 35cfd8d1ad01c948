import argparse

parser = argparse.ArgumentParser(description="Trains.")
parser.add_argument("--lr", type=float, required=True, help="step size")
parser.add_argument("--batch-size", type=int, default=32)
parser.add_argument("--optimizer", choices=["adam", "sgd"], default="adam")
args = parser.parse_args()
print(args.lr * args.batch_size)
