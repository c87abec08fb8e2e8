# An AMI of Ubuntu whose kubelet pulls from ECR, for amd64 and arm64; what it is made of is in provision.sh and clean.sh.
#   cp dist/ecr-credential-provider_*.deb examples/packer/packages/    # or -var ecr_repository=https://…
#   packer init examples/packer && packer build examples/packer
packer {
  required_version = ">= 1.9.0"
  required_plugins {
    amazon = {
      source  = "github.com/hashicorp/amazon"
      version = ">= 1.2.6, < 2.0.0"
    }
  }
}

variable "region" {
  type    = string
  default = "us-west-2"
}

variable "ubuntu" {
  type        = string
  default     = "resolute-26.04"
  description = "Code name and number of an LTS."
}

variable "kubernetes" {
  type        = string
  default     = "v1.36"
  description = "Minor version: each has a repository of its own."
}

variable "ecr_repository" {
  type        = string
  default     = ""
  description = "Address of an apt repository of ecr-credential-provider: for an architecture without a .deb in packages/, and for upgrades of the machines."
}

variable "ecr_key_sha256" {
  type        = string
  default     = ""
  description = "SHA-256 of that repository's keyring, as make repo prints it; whatever it serves is trusted unless it is given."
}

variable "ecr_version" {
  type        = string
  default     = ""
  description = "Pins the package in the image to it; the newest there is, and no pin, unless it is given."
}

variable "kms_key_id" {
  type        = string
  default     = ""
  description = "Key of the image's encryption; the account's own for EBS unless it is given."
}

variable "subnet_id" {
  type        = string
  default     = ""
  description = "Where the build machine runs; the default VPC unless it is given."
}

locals {
  ami_name = "ubuntu-${var.ubuntu}-ecr-node-${var.kubernetes}-${formatdate("YYYYMMDD-hhmm", timestamp())}"
  image    = "ubuntu/images/hvm-ssd-gp3/ubuntu-${var.ubuntu}"
}

source "amazon-ebs" "node" {
  region                  = var.region
  subnet_id               = var.subnet_id
  ssh_username            = "ubuntu"
  temporary_key_pair_type = "ed25519"

  # The build machine, and every machine of the image: IMDSv2 or nothing.
  metadata_options {
    http_endpoint               = "enabled"
    http_tokens                 = "required"
    http_put_response_hop_limit = 1
  }
  imds_support = "v2.0"

  encrypt_boot = true
  kms_key_id   = var.kms_key_id
  launch_block_device_mappings {
    device_name           = "/dev/sda1"
    volume_type           = "gp3"
    volume_size           = 20
    encrypted             = true
    delete_on_termination = true
  }

  tags = {
    Name       = local.ami_name
    kubernetes = var.kubernetes
    source     = "{{ .SourceAMIName }}"
  }
}

build {
  source "amazon-ebs.node" {
    name          = "amd64"
    ami_name      = "${local.ami_name}-amd64"
    instance_type = "t3.small"
    source_ami_filter {
      owners      = ["099720109477"] # Canonical
      most_recent = true
      filters = {
        name                = "${local.image}-amd64-server-*"
        architecture        = "x86_64"
        root-device-type    = "ebs"
        virtualization-type = "hvm"
      }
    }
  }

  source "amazon-ebs.node" {
    name          = "arm64"
    ami_name      = "${local.ami_name}-arm64"
    instance_type = "t4g.small"
    source_ami_filter {
      owners      = ["099720109477"] # Canonical
      most_recent = true
      filters = {
        name                = "${local.image}-arm64-server-*"
        architecture        = "arm64"
        root-device-type    = "ebs"
        virtualization-type = "hvm"
      }
    }
  }

  # apt and dpkg are cloud-init's until it has ended.
  provisioner "shell" {
    inline = ["cloud-init status --wait", "mkdir /tmp/packages"]
  }

  provisioner "file" {
    source      = "${path.root}/packages/"
    destination = "/tmp/packages"
  }

  provisioner "shell" {
    script          = "${path.root}/provision.sh"
    execute_command = "sudo env {{ .Vars }} sh {{ .Path }} kubernetes ecr-credential-provider gate"
    environment_vars = [
      "KUBERNETES_REPOSITORY=https://pkgs.k8s.io/core:/stable:/${var.kubernetes}/deb/",
      "ECR_PACKAGES=/tmp/packages",
      "ECR_REPOSITORY=${var.ecr_repository}",
      "ECR_KEY_SHA256=${var.ecr_key_sha256}",
      "ECR_VERSION=${var.ecr_version}",
    ]
  }

  provisioner "shell" {
    script          = "${path.root}/clean.sh"
    execute_command = "sudo sh {{ .Path }}"
    skip_clean      = true # it has emptied /tmp
  }

  post-processor "manifest" {
    output = "${path.root}/manifest.json"
  }
}
